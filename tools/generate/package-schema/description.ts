import type { SchemaNode } from "../../../provider/model/resource-type";

/** The length limit that any text may have; it isn't mentioned. */
const ANY_LENGTH = 16384;

const names = (all: readonly string[]): string => all.map((name) => `\`${name}\``).join(" and ");

/**
 * A description with what Pulumi's schema can't express: bounds, the service's default, and properties that exclude
 * each other. The text may contain some of it already.
 */
export function description(node: SchemaNode): string {
  const text = node.description ?? "";
  const { minimum, maximum, maxLength, default: value } = node;
  const bounds = (most: number | undefined, say: string): string[] =>
    most === undefined || text.includes(String(most)) ? [] : [say];
  return [
    text,
    ...bounds(maximum, `From ${minimum} to ${maximum}.`),
    ...(maxLength === ANY_LENGTH ? [] : bounds(maxLength, `At most ${maxLength} characters.`)),
    ...bounds(node.maxItems, `At most ${node.maxItems} entries.`),
    ...(node["x-exactly-one-of"] ? [`Set exactly one of ${names(node["x-exactly-one-of"])}.`] : []),
    ...(value === undefined || value === "" || node.const !== undefined ? [] : [`Service default: \`${value}\`.`]),
    ...(node["x-default-destroys-data"] ? ["Can't be removed once set: the service default may delete data."] : []),
  ].join(" ");
}
