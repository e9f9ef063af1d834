import { isObject } from "../base/values";
import { sameLeaf } from "../model/comparison";
import type { ResourceType, SchemaNode } from "../model/resource-type";
import { fromWire, type Shown } from "../model/wire";

type Fields = Readonly<Record<string, unknown>>;

/**
 * The resources in the response to a LIST. Protobuf's JSON omits an empty list, so `{}` and `null` both mean none.
 *
 * @returns `undefined` if the response has something other than a list.
 */
export function itemsIn({ definition }: ResourceType, body: unknown): readonly unknown[] | undefined {
  const { [definition.listKey]: items = null, ...rest } = isObject(body) ? body : { body };
  if (Array.isArray(items)) return items;
  return items === null && sameLeaf(rest, {}) ? [] : undefined;
}

/**
 * A resource in a response, in the program's names. Required fields and settings objects that the response omits
 * because they are empty are added.
 *
 * @returns `undefined` if the response has something other than a resource.
 */
export function resourceIn(type: ResourceType, body: unknown): Shown | undefined {
  if (!isObject(body) || typeof body.id !== "string" || body.id === "") return undefined;
  const shown = fromWire(type, body) as Shown;
  const settings = type.writableFields.flatMap((field) => {
    const value = shown[field];
    return isObject(value) ? [[field, filled(value, defaultsOf(type, field))]] : [];
  });
  return filled({ ...shown, ...Object.fromEntries(settings) }, emptyRequired(type)) as Shown;
}

/** The required leaves of a settings object, with their defaults. */
function defaultsOf(type: ResourceType, field: string): Fields {
  const leaves = (type.properties[field]?.required ?? []).map((name) => [name, type.nodeAt([field, name])?.default]);
  return Object.fromEntries(leaves.filter(([, preset]) => preset !== undefined));
}

/** The value of a required field that a response omits. */
function emptyRequired({ schema, properties, writableFields }: ResourceType): Fields {
  const empty = (node: SchemaNode | undefined): unknown => (node?.type === "array" ? [] : "");
  const names = (schema.required ?? []).filter((name) => writableFields.includes(name));
  return Object.fromEntries(names.map((name) => [name, empty(properties[name])]));
}

const filled = (value: Fields, defaults: Fields): Fields => ({
  ...value,
  ...Object.fromEntries(Object.entries(defaults).filter(([name]) => sameLeaf(value[name], undefined))),
});
