import { writeFileSync } from "node:fs";
import path from "node:path";
import { writtenSchema } from "../../provider/model/keywords";
import { appType } from "../../provider/resources/app";
import { bundlePlugin } from "../plugin/bundle";
import { removeStale } from "./stale";

// Part of the build: the provider's process then needs no Ajv to check its first app. The plugin is bundled with that.

const root = path.join(__dirname, "../..");
const validator = path.normalize("provider/resources/app/app.validator.js");

removeStale(root, [validator, "plugin"]);
writeFileSync(path.join(root, "dist", validator), writtenSchema(appType));

bundlePlugin().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
