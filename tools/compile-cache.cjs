"use strict";
const path = require("node:path");

// Each engine operation starts a provider process, which loads TypeScript through @pulumi/pulumi. Without a cache, that
// takes a third of its time.
process.env.NODE_COMPILE_CACHE ??= path.join(__dirname, "../node_modules/.cache/compiled");
