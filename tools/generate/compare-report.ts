import { compile, type JSONSchema } from "json-schema-to-typescript";
import schema from "../../cli/compare/report.schema.json";

const BANNER = "// Generated from report.schema.json by `npm run generate`: what `sinch-apps compare` found.";

/** The types of the report of compare, by path in the checkout. */
export async function compareReportTypes(): Promise<Readonly<Record<string, string>>> {
  const { definitions } = schema;
  const { values } = definitions.Field.properties;
  // A value of any type only has a description, which would be taken for an object.
  const value = { ...values.items.properties.value, tsType: "unknown" };
  const items = { ...values.items, properties: { ...values.items.properties, value } };
  const properties = { ...definitions.Field.properties, values: { ...values, items } };
  const typed = { ...schema, definitions: { ...definitions, Field: { ...definitions.Field, properties } } };
  const text = await compile(typed as JSONSchema, "CompareReport", {
    additionalProperties: false,
    bannerComment: BANNER,
    style: { printWidth: 120 },
  });
  return { "cli/compare/report-types.ts": text };
}
