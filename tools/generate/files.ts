import { compareReportTypes } from "./compare-report";
import { driftReportTypes } from "./drift-report";
import { embedded } from "./embed";
import { packageSchemaText } from "./package-schema";
import { reference } from "./reference";
import { registryPages } from "./registry";
import { generateTypes } from "./types";

/** The content of each file generated from a schema or the examples, by path in the checkout. */
export async function generated(): Promise<Readonly<Record<string, string>>> {
  return {
    ...(await generateTypes()),
    ...(await compareReportTypes()),
    ...(await driftReportTypes()),
    ...embedded(),
    ...registryPages(),
    "docs/reference.md": reference(),
    "provider/hosts/plugin/schema.json": packageSchemaText(),
  };
}
