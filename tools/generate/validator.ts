import { writeFileSync } from "node:fs";
import path from "node:path";
import { writtenSchema } from "../../provider/model/keywords";
import { resourceTypes } from "../../provider/resources";
import { bundlePlugin } from "../plugin/bundle";
import { removeStale } from "./stale";

// Part of the build. With the written validators, neither the provider's process nor the bundled plugin needs Ajv to
// check its first resource.

const root = path.join(__dirname, "../..");
const validators = Object.values(resourceTypes).map((type) => {
  const { noun } = type.definition;
  return [path.normalize(`provider/resources/${noun}/${noun}.validator.js`), type] as const;
});

removeStale(root, [...validators.map(([file]) => file), "plugin"]);
for (const [file, type] of validators) writeFileSync(path.join(root, "dist", file), writtenSchema(type));

bundlePlugin().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
