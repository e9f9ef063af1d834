"use strict";
const path = require("node:path");

// Every operation of the engine starts a provider process, which loads TypeScript with @pulumi/pulumi: a third of its time.
process.env.NODE_COMPILE_CACHE ??= path.join(__dirname, "../node_modules/.cache/compiled");
