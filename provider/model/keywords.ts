import { createHash } from "node:crypto";
import type { Ajv, ValidateFunction } from "ajv";
import { isObject } from "../base/values";
import type { ResourceType, SchemaNode } from "./resource-type";
import { UNKNOWN } from "./secrets";

/** A validator that the build wrote from a schema. */
export type WrittenValidator = ValidateFunction & { readonly schemaDigest?: string };

/** Whether a value counts as unset. */
export const isMissing = (value: unknown): boolean => value === undefined || value === null;

/** Our own keywords, each with the function below that checks a value, and the type of value it applies to. */
const KEYWORDS = {
  readOnly: [isWritable, undefined],
  "x-exactly-one-of": [hasExactlyOne, "object"],
  "x-together": [hasAllOrNone, "object"],
  "x-list-keys": [keysAreUnique, "array"],
  "x-one-default": [hasOneDefault, "array"],
  "x-set": [isSet, "array"],
  "x-url": [isAllowedUrl, "string"],
} as const;

/**
 * The validator of a schema: the one that the build wrote, if it matches this schema. Otherwise, when running from
 * source, it is compiled now, which takes a tenth of a second.
 */
export function compiledSchema({ schema, definition }: ResourceType): ValidateFunction {
  const written = definition.validator?.();
  return written?.schemaDigest === digest(schema) ? written : ajvFor("now").compile(schema);
}

/** A schema as the text of a CommonJS module, which needs neither the schema nor Ajv to run. */
export function writtenSchema({ schema }: ResourceType): string {
  const { default: standaloneCode } = require("ajv/dist/standalone") as typeof import("ajv/dist/standalone");
  const ajv = ajvFor("later");
  return `${standaloneCode(ajv, ajv.compile(schema))}module.exports.schemaDigest = "${digest(schema)}";\n`;
}

function digest(schema: SchemaNode): string {
  return createHash("sha256").update(JSON.stringify(schema)).digest("hex");
}

function ajvFor(use: "now" | "later"): Ajv {
  // Loaded lazily, since a written validator doesn't need it.
  const { Ajv, _ } = require("ajv") as typeof import("ajv");
  const code = { source: use === "later" };
  const ajv = new Ajv({ allErrors: true, verbose: true, discriminator: true, strict: false, code });
  ajv.removeKeyword("readOnly");
  for (const [keyword, [judge, type]] of Object.entries(KEYWORDS)) {
    ajv.addKeyword({
      keyword,
      ...(type && { type }),
      code: (context) => {
        const value = { ref: judge, key: judge, code: _`require("../../model/keywords")[${judge.name}]` };
        const name = context.gen.scopeValue("func", value);
        context.pass(_`${name}(${context.schemaValue}, ${context.data})`);
      },
    });
  }
  return ajv;
}

export function isWritable(readOnly: boolean): boolean {
  return !readOnly;
}

export function hasExactlyOne(names: readonly string[], data: Readonly<Record<string, unknown>>): boolean {
  return names.filter((name) => !isMissing(data[name])).length === 1;
}

export function hasAllOrNone(names: readonly string[], data: Readonly<Record<string, unknown>>): boolean {
  return [0, names.length].includes(names.filter((name) => !isMissing(data[name])).length);
}

/** The items of a list. */
export type Items = readonly Record<string, unknown>[];

/** The items that are known already. */
export const known = (items: Items): Items =>
  items.filter((item) => isObject(item) && !Object.values(item).includes(UNKNOWN));

/** The values of an item's keys as one string; an unset key has its default, 0. */
export const keyOf = (names: readonly string[], item: Record<string, unknown>): string =>
  names.map((name) => item[name] ?? 0).join("#");

export function keysAreUnique(names: readonly string[], items: Items): boolean {
  const keys = known(items).map((item) => keyOf(names, item));
  return new Set(keys).size === keys.length;
}

export function isSet({ aliases = {} }: NonNullable<SchemaNode["x-set"]>, items: readonly unknown[]): boolean {
  const names = items.filter((item) => item !== UNKNOWN).map((item) => aliases[String(item)] ?? item);
  return new Set(names).size === names.length;
}

export function isAllowedUrl(rule: NonNullable<SchemaNode["x-url"]>, text: string): boolean {
  return text === UNKNOWN || urlProblem(rule, text) === undefined;
}

/** The problem with a URL, to follow its path in a message; doesn't quote the URL. */
export function urlProblem({ forbiddenHosts }: NonNullable<SchemaNode["x-url"]>, text: string): string | undefined {
  const url = URL.parse(text);
  if (!url || !/^https?:\/\//i.test(text)) return "must be a URL, such as https://example.com/path";
  if (url.username !== "" || url.password !== "") return "must not contain a user or a password";
  const isForbidden = forbiddenHosts !== undefined && new RegExp(forbiddenHosts, "i").test(url.hostname);
  return isForbidden ? "must not point to this host; the service forbids it" : undefined;
}

export function hasOneDefault({ of, flag }: { of: string; flag: string }, items: Items): boolean {
  const holders = items.flatMap((item) => [item, ...Object.values(item ?? {})]);
  if (holders.some((holder) => holder === UNKNOWN || (isObject(holder) && holder[flag] === UNKNOWN))) return true;
  const same = items.filter((item) => isObject(item) && Object.values(item).includes(of));
  const defaults = same
    .flatMap((item) => Object.values(item))
    .filter((value) => isObject(value) && value[flag] === true);
  return same.length < 2 || defaults.length === 1;
}
