import { isDeepStrictEqual } from "node:util";
import type { ErrorObject } from "ajv";
import { closest, distance } from "fastest-levenshtein";
import { isNameOfKind } from "./extra-fields";
import { type Items, keyOf, known, urlProblem } from "./keywords";
import { byIndex } from "./path";
import type { ResourceType, SchemaNode } from "./resource-type";

/** `/items/0/name` → `items[0].name`. */
function programPath(instancePath: string, below?: string): string {
  const names = instancePath
    .split("/")
    .slice(1)
    .map((name) => name.replace(/~1/g, "/").replace(/~0/g, "~"));
  if (below !== undefined) names.push(below);
  return byIndex(names);
}

/** A schema failure as one line. Values are never quoted. */
export function describe(type: ResourceType, error: ErrorObject): string {
  const node = error.parentSchema as SchemaNode;
  const at = (below?: string): string => programPath(error.instancePath, below);
  const names = error.schema as readonly string[];
  switch (error.keyword) {
    case "required": {
      const name: string = error.params.missingProperty;
      const missing = node.properties?.[name];
      return `${at(name)} is missing${missing ? `: must be ${allowed(type.resolve(missing))}` : ""}`;
    }
    case "additionalProperties": {
      const wrong: string = error.params.additionalProperty;
      const foreign = ofAnotherBranch(type, node, wrong, error.data as Record<string, unknown>);
      if (foreign) return `${at(wrong)} ${foreign}`;
      return `${at(wrong)} is not a known property; ${suggestion(wrong, writableNames(type, node))}`;
    }
    case "discriminator":
      return describeTag(type, error, at);
    case "readOnly":
      return `${at()} is set by the service and can't be set here`;
    case "x-exactly-one-of":
      return `${at()} must have exactly one of ${names.join(", ")}`;
    case "x-together":
      return `${at()} must have all of ${names.join(", ")}, or none`;
    case "x-list-keys":
      return `${at()} ${describeDuplicates(names, error.data as Items)}`;
    case "x-set":
      return `${at()} ${twice(error.schema as SetRule, error.data as readonly unknown[])}`;
    case "x-url":
      return `${at()} ${urlProblem(error.schema as UrlRule, String(error.data))}`;
    case "enum":
      if ((node.enum?.length ?? 0) <= MANY) return `${at()} must be ${allowed(node)}`;
      return `${at()} isn't a known value; ${suggestion(String(error.data), (node.enum ?? []).map(String))}`;
    case "x-one-default":
      return `${at()} holds several ${error.params.of ?? (error.schema as { of: string }).of} entries: exactly one must have isDefault: true`;
    default:
      return `${at()} must be ${allowed(node)}`;
  }
}

type SetRule = NonNullable<SchemaNode["x-set"]>;
type UrlRule = NonNullable<SchemaNode["x-url"]>;

/** Above this number of allowed values, only the nearest is named. */
const MANY = 8;

/** Duplicates in a list without an order, by position. */
function twice({ aliases = {} }: SetRule, items: readonly unknown[]): string {
  const names = items.map((item) => aliases[String(item)] ?? item);
  const repeated = names.flatMap((name, at) =>
    names.indexOf(name) < at ? [`[${names.indexOf(name)}] and [${at}]`] : [],
  );
  return `has the same value more than once (${repeated.join(", ")})`;
}

function describeTag(type: ResourceType, error: ErrorObject, at: (below?: string) => string): string {
  const tagName: string = error.params.tag;
  const tags = ((error.parentSchema?.oneOf ?? []) as SchemaNode[]).flatMap((branch) => {
    const tag = type.resolve(branch).properties?.[tagName];
    return (tag?.enum ?? [tag?.const]) as string[];
  });
  const given: unknown = error.params.tagValue;
  if (given === undefined) return `${at(tagName)} is missing: must be one of ${tags.join(", ")}`;
  const wayOn = suggestion(String(given), tags);
  const mayBeNewer = type.openField !== undefined && isNameOfKind(given) && wayOn.startsWith("allowed");
  const newer = mayBeNewer ? `. For a ${tagName} newer than this version, set ${type.openField} beside it` : "";
  return `${at(tagName)} is not a ${tagName}; ${wayOn}${newer}`;
}

function describeDuplicates(names: readonly string[], items: Items): string {
  const places = items.flatMap((item, index) => (known([item]).length === 0 ? [] : [{ item, place: `[${index}]` }]));
  const groups = Map.groupBy(places, ({ item }) => keyOf(names, item));
  const twice = [...groups.values()].filter((all) => all.length > 1);
  const list = twice.map((all) => all.map(({ place }) => place).join(" and ")).join(", ");
  return `has the same entry more than once (${list}): entries must differ in ${names.join(" or ")}`;
}

/** The problem with an object that another branch of a union allows; `undefined` if none does. */
function ofAnotherBranch(
  type: ResourceType,
  branch: SchemaNode,
  name: string,
  item: Record<string, unknown>,
): string | undefined {
  // The validator that the build writes contains a copy of the schema.
  const unions = Object.values(type.properties).flatMap((node) => (node.items ? [type.resolve(node.items)] : []));
  const union = unions.find(({ oneOf = [] }) => oneOf.some((own) => isDeepStrictEqual(type.resolve(own), branch)));
  if (!union?.oneOf?.some((other) => objectsOf(type, type.resolve(other)).includes(name))) return undefined;
  return `isn't for ${item[union.discriminator?.propertyName ?? ""]}, which takes ${objectsOf(type, branch).join(" or ")}`;
}

const objectsOf = (type: ResourceType, branch: SchemaNode): string[] =>
  writableNames(type, branch).filter((name) => type.resolve(branch.properties?.[name] ?? {}).properties !== undefined);

const writableNames = (type: ResourceType, node: SchemaNode): string[] =>
  Object.entries(node.properties ?? {})
    .filter(([, property]) => !type.resolve(property).readOnly)
    .map(([name]) => name);

/** `did you mean "displayName"?`, or everything allowed if nothing is similar. */
export function suggestion(wrong: string, right: readonly string[]): string {
  const short = wrong.slice(0, 100);
  const lower = right.map((name) => name.toLowerCase());
  const near = lower.length > 0 ? closest(short.toLowerCase(), lower) : "";
  if (near && distance(short.toLowerCase(), near) <= Math.max(2, near.length / 3)) {
    return `did you mean ${right[lower.indexOf(near)]}?`;
  }
  return `allowed: ${right.join(", ")}`;
}

/** The allowed values, in words. */
export function allowed(node: SchemaNode): string {
  if (node.const !== undefined) return String(node.const);
  if (node.enum) return node.enum.length === 1 ? String(node.enum[0]) : `one of ${node.enum.join(", ")}`;
  switch (node.type) {
    case "integer":
      return node.minimum === undefined ? "a whole number" : `a whole number from ${node.minimum} to ${node.maximum}`;
    case "boolean":
      return "true or false";
    case "string": {
      const least = node.minLength ? "a non-empty string" : "a string";
      const length = node.maxLength ? `${least} of at most ${node.maxLength} characters` : least;
      return node.pattern ? `${length}, without blanks and without / \\ ? # %` : length;
    }
    case "array":
      if (node.minItems) return `a list of at least ${node.minItems === 1 ? "one entry" : `${node.minItems} entries`}`;
      return node.maxItems ? `a list of at most ${node.maxItems} entries` : "a list";
    default:
      return "an object";
  }
}
