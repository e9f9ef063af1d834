import { isDeepStrictEqual } from "node:util";
import type { ErrorObject, ValidateFunction } from "ajv";
import { closest, distance } from "fastest-levenshtein";
import appSchema from "./app.schema.json";
import { isObject } from "./leaves";
import { listKeys, properties, resolve, type SchemaNode, writableFields } from "./schema";
import { UNKNOWN } from "./secrets";

const isMissing = (value: unknown): boolean => value === undefined || value === null;

let validator: ValidateFunction | undefined;

/** Loaded and compiled with the first app: most of what the provider's process takes to start, and a refresh does without. */
function compiled(): ValidateFunction {
  const { Ajv } = require("ajv") as typeof import("ajv");
  const ajv = new Ajv({ allErrors: true, verbose: true, discriminator: true, strict: false });
  ajv.removeKeyword("readOnly");
  ajv.addKeyword({ keyword: "readOnly", validate: (readOnly: boolean) => !readOnly });
  ajv.addKeyword({
    keyword: "x-exactly-one-of",
    type: "object",
    validate: (names: string[], data: Record<string, unknown>) =>
      names.filter((name) => !isMissing(data[name])).length === 1,
  });
  ajv.addKeyword({
    keyword: "x-together",
    type: "object",
    validate: (names: string[], data: Record<string, unknown>) =>
      [0, names.length].includes(names.filter((name) => !isMissing(data[name])).length),
  });
  ajv.addKeyword({ keyword: "x-list-keys", type: "array", validate: keysAreUnique });
  ajv.addKeyword({ keyword: "x-one-default", type: "array", validate: hasOneDefault });
  return ajv.compile(appSchema);
}

type Items = readonly Record<string, unknown>[];

const known = (items: Items): Items => items.filter((item) => isObject(item) && !Object.values(item).includes(UNKNOWN));

/** The values of an item's keys as one string; a key that isn't stated has its default, 0. */
const keyOf = (names: readonly string[], item: Record<string, unknown>): string =>
  names.map((name) => item[name] ?? 0).join("#");

function keysAreUnique(names: string[], items: Items): boolean {
  const keys = known(items).map((item) => keyOf(names, item));
  return new Set(keys).size === keys.length;
}

function hasOneDefault({ of, flag }: { of: string; flag: string }, items: Items): boolean {
  const holders = items.flatMap((item) => [item, ...Object.values(item ?? {})]);
  if (holders.some((holder) => holder === UNKNOWN || (isObject(holder) && holder[flag] === UNKNOWN))) return true;
  const same = items.filter((item) => isObject(item) && Object.values(item).includes(of));
  const defaults = same
    .flatMap((item) => Object.values(item))
    .filter((value) => isObject(value) && value[flag] === true);
  return same.length < 2 || defaults.length === 1;
}

/**
 * What is wrong with an app, each as one line: where in the program's own terms, and what is allowed. Values are never
 * quoted. What isn't known yet at preview is accepted.
 *
 * @param app
 *  The app with its secrets in their places.
 * @param unknownSecrets
 *  Fields whose secrets aren't known yet, so that none of them counts as missing.
 * @param before
 *  The app in the state. What is the same there was accepted before, or came from the service and is under
 *  `ignoreChanges`: a channel that is newer than this schema, say.
 */
export function problemsOf(
  app: Readonly<Record<string, unknown>>,
  unknownSecrets: readonly string[],
  before: Readonly<Record<string, unknown>> = {},
): string[] {
  const { secrets: _, ...fields } = app;
  validator ??= compiled();
  if (validator(fields)) return [];
  const errors = (validator.errors ?? []).filter(
    (error) => !isExcused(error, unknownSecrets) && !isAsBefore(error, fields, before),
  );
  const nested = (path: string): boolean => errors.some((e) => e.keyword === "readOnly" && e.instancePath === path);
  return [...new Set(errors.filter((e) => e.keyword === "readOnly" || !nested(e.instancePath)).map(describe))];
}

function isExcused(error: ErrorObject, unknownSecrets: readonly string[]): boolean {
  if (error.data === UNKNOWN || error.params.tagValue === UNKNOWN) return true;
  if (!unknownSecrets.includes(error.instancePath.split("/")[1] ?? "")) return false;
  const names: string[] = error.keyword === "required" ? [error.params.missingProperty] : [];
  if (error.keyword === "x-together") names.push(...(error.schema as string[]));
  return names.some((name) => {
    const node = error.parentSchema?.properties?.[name] as SchemaNode | undefined;
    return node !== undefined && resolve(node).writeOnly === true;
  });
}

function isAsBefore(error: ErrorObject, app: Readonly<Record<string, unknown>>, before: typeof app): boolean {
  const [, field = "", index] = error.instancePath.split("/");
  const [now, then] = [app[field], before[field]];
  if (index !== undefined && Array.isArray(now) && Array.isArray(then)) {
    return then.some((item) => isDeepStrictEqual(item, now[Number(index)]));
  }
  return now !== undefined && isDeepStrictEqual(now, then);
}

/** `/channelCredentials/0/channel` → `channelCredentials[0].channel`. */
function programPath(instancePath: string, below?: string): string {
  const names = instancePath
    .split("/")
    .slice(1)
    .map((name) => name.replace(/~1/g, "/").replace(/~0/g, "~"));
  if (below !== undefined) names.push(below);
  return names.reduce((path, name) => (/^\d+$/.test(name) ? `${path}[${name}]` : path ? `${path}.${name}` : name), "");
}

function describe(error: ErrorObject): string {
  const node = error.parentSchema as SchemaNode;
  const at = (below?: string): string => programPath(error.instancePath, below);
  const names = error.schema as readonly string[];
  switch (error.keyword) {
    case "required": {
      const name: string = error.params.missingProperty;
      const missing = node.properties?.[name];
      return `${at(name)} is missing${missing ? `: must be ${allowed(resolve(missing))}` : ""}`;
    }
    case "additionalProperties": {
      const wrong: string = error.params.additionalProperty;
      const foreign = ofAnotherBranch(node, wrong, error.data as Record<string, unknown>);
      if (foreign) return `${at(wrong)} ${foreign}`;
      return `${at(wrong)} is not a property here; ${suggestion(wrong, writableNames(node))}`;
    }
    case "discriminator":
      return describeTag(error, at);
    case "readOnly":
      return `${at()} is set by the service and can't be given`;
    case "x-exactly-one-of":
      return `${at()} must hold exactly one of ${names.join(", ")}`;
    case "x-together":
      return `${at()} must hold all of ${names.join(", ")}, or none`;
    case "x-list-keys":
      return `${at()} ${describeDuplicates(names, error.data as Items)}`;
    case "x-one-default":
      return `${at()} holds several ${error.params.of ?? (error.schema as { of: string }).of} entries: exactly one must have isDefault: true`;
    default:
      return `${at()} must be ${allowed(node)}`;
  }
}

function describeTag(error: ErrorObject, at: (below?: string) => string): string {
  const tagName: string = error.params.tag;
  const tags = ((error.parentSchema?.oneOf ?? []) as SchemaNode[]).flatMap((branch) => {
    const tag = resolve(branch).properties?.[tagName];
    return (tag?.enum ?? [tag?.const]) as string[];
  });
  const given: unknown = error.params.tagValue;
  if (given === undefined) return `${at(tagName)} is missing: must be one of ${tags.join(", ")}`;
  return `${at(tagName)} is not a channel; ${suggestion(String(given), tags)}`;
}

function describeDuplicates(names: readonly string[], items: Items): string {
  const counts = new Map<string, number[]>();
  items.forEach((item, index) => {
    if (known([item]).length === 0) return;
    const key = keyOf(names, item);
    counts.set(key, [...(counts.get(key) ?? []), index]);
  });
  const twice = [...counts.values()].filter((indexes) => indexes.length > 1);
  const list = twice.map((indexes) => indexes.map((index) => `[${index}]`).join(" and ")).join(", ");
  return `holds the same entry more than once (${list}): entries must differ in ${names.join(" or ")}`;
}

const unions = Object.values(properties).flatMap((node) => (node.items ? [resolve(node.items)] : []));

/** What is wrong with an object that another branch of a union takes, as a channel's credentials; `undefined` where none does. */
function ofAnotherBranch(branch: SchemaNode, name: string, item: Record<string, unknown>): string | undefined {
  const union = unions.find(({ oneOf = [] }) => oneOf.map(resolve).includes(branch));
  if (!union?.oneOf?.some((other) => objectsOf(resolve(other)).includes(name))) return undefined;
  return `isn't for ${item[union.discriminator?.propertyName ?? ""]}, which takes ${objectsOf(branch).join(" or ")}`;
}

const objectsOf = (branch: SchemaNode): string[] =>
  writableNames(branch).filter((name) => resolve(branch.properties?.[name] ?? {}).properties !== undefined);

const writableNames = (node: SchemaNode): string[] =>
  Object.entries(node.properties ?? {})
    .filter(([, property]) => !resolve(property).readOnly)
    .map(([name]) => name);

/** `did you mean "displayName"?`, or all that is allowed where nothing is near. */
function suggestion(wrong: string, right: readonly string[]): string {
  const short = wrong.slice(0, 100);
  const lower = right.map((name) => name.toLowerCase());
  const near = lower.length > 0 ? closest(short.toLowerCase(), lower) : "";
  if (near && distance(short.toLowerCase(), near) <= Math.max(2, near.length / 3)) {
    return `did you mean ${right[lower.indexOf(near)]}?`;
  }
  return `allowed: ${right.join(", ")}`;
}

/** What a value may be, in words. */
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
      return node.maxItems ? `a list of at most ${node.maxItems} entries` : "a list";
    default:
      return "an object";
  }
}

/** What of an app can't be left out again, because the service's default deletes data: one line each. */
export function removalsThatDestroy(olds: Readonly<Record<string, unknown>>, news: typeof olds): string[] {
  const guarded = (path: string, node: SchemaNode, before: unknown, after: unknown): string[] => {
    if (isMissing(before) || after === UNKNOWN) return [];
    if (isMissing(after)) {
      if (!node["x-default-destroys-data"]) return [];
      return [
        `${path} can't be removed: the service would go back to its default, which can delete messages. ` +
          `State the value that you want (${defaultOf(node)} is the default), or add "${path}" to ignoreChanges`,
      ];
    }
    if (!isObject(before) || !isObject(after)) return [];
    return Object.entries(node.properties ?? {}).flatMap(([name, below]) =>
      guarded(`${path}.${name}`, resolve(below), before[name], after[name]),
    );
  };
  const root = appSchema.properties as Readonly<Record<string, SchemaNode>>;
  return writableFields
    .filter((field) => !listKeys(field))
    .flatMap((field) => guarded(field, resolve(root[field] as SchemaNode), olds[field], news[field]));
}

function defaultOf(node: SchemaNode): string {
  if (!node.properties) return JSON.stringify(node.default);
  const parts = Object.entries(node.properties).map(([name, below]) => `${name}: ${defaultOf(resolve(below))}`);
  return `{ ${parts.join(", ")} }`;
}
