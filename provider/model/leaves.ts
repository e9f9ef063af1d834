import { define, isObject, own } from "../base/values";
import type { Path, ResourceType, SchemaNode } from "./resource-type";
import { toWire } from "./wire";

/** The writable fields of a resource, in the program's names, with secrets in place. */
export type Fields = Readonly<Record<string, unknown>>;

/**
 * A resource as a map of leaves by path. A keyed list also has an entry under its own path: the keys of its items in
 * order.
 */
export type Leaves = ReadonlyMap<string, unknown>;

const escapeName = (name: string): string => (/[~/]/.test(name) ? name.replace(/~/g, "~0").replace(/\//g, "~1") : name);
const unescapeName = (name: string): string => name.replace(/~1/g, "/").replace(/~0/g, "~");

/** A path as one string; a `/` within a name is written as `~1`. */
export const joinPath = (path: Path): string => path.map(escapeName).join("/");

/** The reverse of {@link joinPath}. */
export const splitPath = (path: string): string[] => path.split("/").map(unescapeName);

/** The keys of a list's items in order. Two items with the same key, which no valid resource has, get a suffix. */
export function itemKeys(type: ResourceType, field: string, items: readonly unknown[]): string[] {
  const seen = new Map<string, number>();
  return items.map((item) => {
    const key = type.itemKey(field, item) ?? "";
    const count = (seen.get(key) ?? 0) + 1;
    seen.set(key, count);
    return count === 1 ? key : `${key}~${count}`;
  });
}

/**
 * @param node The schema of the value; `undefined` outside the schema.
 * @param owner Number of names in the path up to the object with {@link ResourceType.openField}. That field holds
 * everything outside the schema in that object, by wire names, wherever it was.
 */
function collect(
  type: ResourceType,
  value: unknown,
  path: string,
  node: SchemaNode | undefined,
  into: Map<string, unknown>,
  owner?: number,
): void {
  if (node?.readOnly) return;
  if (isObject(value) && Object.keys(value).length > 0) {
    for (const [name, below] of Object.entries(value)) {
      const next = type.nodeBelow(node, name);
      if (next || owner === undefined || node?.properties === undefined) {
        collect(type, below, `${path}/${escapeName(name)}`, next, into, owner);
      } else collect(type, toWire(type, below), openPath(type, [...splitPath(path), name], owner), undefined, into);
    }
  } else if (value !== undefined) {
    into.set(path, node?.["x-set"] && Array.isArray(value) ? asSet(node["x-set"], value) : value);
  }
}

/**
 * The path of a value outside the schema in an object within it: `extraFields/retention_policy/new_leaf`.
 *
 * @param owner Number of names up to the object with {@link ResourceType.openField}.
 */
export const openPath = (type: ResourceType, names: Path, owner: number): string =>
  joinPath([...names.slice(0, owner), type.openField as string, ...names.slice(owner).map(type.toWireName)]);

/** A list without an order, sorted, with each value under one name. */
function asSet({ aliases = {} }: NonNullable<SchemaNode["x-set"]>, items: readonly unknown[]): unknown[] {
  const names = items.map((item) => (typeof item === "string" ? (own(aliases, item) ?? item) : item));
  return [...new Set(names)].sort();
}

/**
 * Splits a resource into leaves. Drops whatever isn't a writable field, and what only the service sets. What the schema
 * doesn't know goes under {@link ResourceType.openField}, if the type has one.
 */
export function leavesOf(type: ResourceType, fields: Fields): Leaves {
  const leaves = new Map<string, unknown>();
  const open = type.openField;
  const [top, item] = open === undefined ? [] : [0, 2];
  for (const field of type.writableFields) {
    const value = fields[field];
    if (type.listKeys(field) && Array.isArray(value)) {
      const keys = itemKeys(type, field, value);
      leaves.set(field, keys);
      keys.forEach((key, index) => {
        collect(type, value[index], joinPath([field, key]), type.nodeAt([field, key]), leaves, item);
      });
    } else {
      collect(type, value, field, type.nodeAt([field]), leaves, top);
    }
  }
  if (open === undefined) return leaves;
  for (const [name, value] of Object.entries(fields)) {
    if (!Object.hasOwn(type.properties, name))
      collect(type, value, `${open}/${escapeName(type.toWireName(name))}`, undefined, leaves);
  }
  return leaves;
}

/** The program's fields with secrets in place, whole and as leaves. */
export interface Desired {
  readonly fields: Fields;
  readonly leaves: Leaves;
}

export const desiredOf = (type: ResourceType, fields: Fields): Desired => ({ fields, leaves: leavesOf(type, fields) });

/** Rebuilds a resource from its leaves. */
export function fieldsOf(type: ResourceType, leaves: Leaves): Fields {
  const tree: Record<string, unknown> = {};
  for (const [joined, value] of leaves) {
    const path = splitPath(joined);
    if (path.length === 1 && type.listKeys(joined)) continue;
    let at = tree;
    for (const name of path.slice(0, -1)) {
      const below = own(at, name);
      at = isObject(below) ? below : define(at, name, {});
    }
    const last = path.at(-1) as string;
    if (!isObject(own(at, last))) define(at, last, value);
  }
  for (const field of type.writableFields) {
    const keys = type.listKeys(field) && leaves.get(field);
    if (Array.isArray(keys)) tree[field] = keys.map((key: string) => own(tree[field], key) ?? {});
  }
  return tree;
}

/** The leaves of one top-level field. */
export function leavesOfField(leaves: Leaves, field: string): Leaves {
  return new Map([...leaves].filter(([path]) => path === field || path.startsWith(`${field}/`)));
}
