import { writeFileSync } from "node:fs";
import path from "node:path";
import { writtenSchema } from "../../provider/model/keywords";
import { appType } from "../../provider/resources/app";

// Part of the build: the provider's process then needs no Ajv to check its first app.

writeFileSync(path.join(__dirname, "../../dist/provider/resources/app/app.validator.js"), writtenSchema(appType));
