import type { ValidateFunction } from "ajv";
import appSchema from "./app.schema.json";
import { isObject } from "./leaves";
import { UNKNOWN } from "./secrets";

/** Whether a value counts as not stated. */
export const isMissing = (value: unknown): boolean => value === undefined || value === null;

/**
 * The schema of an app as a function, with its own keywords. To be compiled with the first app: that is most of what the
 * provider's process takes to start, and a refresh does without.
 */
export function compiledSchema(): ValidateFunction {
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

/** The items of a list. */
export type Items = readonly Record<string, unknown>[];

/** The items that are known already. */
export const known = (items: Items): Items =>
  items.filter((item) => isObject(item) && !Object.values(item).includes(UNKNOWN));

/** The values of an item's keys as one string; a key that isn't stated has its default, 0. */
export const keyOf = (names: readonly string[], item: Record<string, unknown>): string =>
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
