import { writeFileSync } from "node:fs";
import path from "node:path";
import { VALIDATOR, writtenSchema } from "../../provider/model/keywords";

// Part of the build: the provider's process then needs no Ajv to check its first app.

writeFileSync(path.join(__dirname, "../../dist/provider", VALIDATOR), writtenSchema());
