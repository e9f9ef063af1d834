import reportSchema from "./report.schema.json";
import type { CompareReport, Kind } from "./report-types";

export type * from "./report-types";

/** Version of the report's form. A field that is added keeps it. */
export const SCHEMA_VERSION: CompareReport["schemaVersion"] = 1;

/** What a finding can be, as `--fail-on` names it. */
export const KINDS = reportSchema.definitions.Kind.enum as readonly Kind[];
