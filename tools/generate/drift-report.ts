import { compile, type JSONSchema } from "json-schema-to-typescript";
import schema from "../../cli/drift/report.schema.json";

const BANNER = "// Generated from report.schema.json by `npm run generate`: what `sinch-apps drift` found.";

/** The types of the drift report, by path in the checkout. */
export async function driftReportTypes(): Promise<Readonly<Record<string, string>>> {
  const { definitions } = schema;
  // A value of any type only has a description, which would be taken for an object.
  const anything = ({ description }: { readonly description: string }): JSONSchema => ({
    description,
    tsType: "unknown",
  });
  const { deployed, actual, ...rest } = definitions.Change.properties;
  const properties = { ...rest, deployed: anything(deployed), actual: anything(actual) };
  const typed = { ...schema, definitions: { ...definitions, Change: { ...definitions.Change, properties } } };
  const text = await compile(typed as JSONSchema, "DriftReport", {
    additionalProperties: false,
    bannerComment: BANNER,
    style: { printWidth: 120 },
  });
  return { "cli/drift/report-types.ts": text };
}
