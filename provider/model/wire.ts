import { isObject } from "../base/values";
import type { ResourceType } from "./resource-type";

/** A resource as the service shows it, in the program's names. What the schema doesn't know keeps its wire name. */
export interface Shown {
  readonly id: string;
  readonly [field: string]: unknown;
}

/** The wire form of a value in the program's names: snake case. What the schema doesn't know stands beside the rest, as it is. */
export function toWire(type: ResourceType, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => toWire(type, item));
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).flatMap(([name, below]): [string, unknown][] => {
    if (below === undefined) return [];
    return name === type.openField && isObject(below)
      ? Object.entries(below)
      : [[type.toWireName(name), toWire(type, below)]];
  });
  return Object.fromEntries(entries);
}

/** A value of the wire in the program's names. What is below a name that the schema doesn't know stays as it is. */
export function fromWire(type: ResourceType, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => fromWire(type, item));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, below]) => below !== undefined)
      .map(([name, below]) =>
        type.isWireName(name) ? [type.fromWireName(name), fromWire(type, below)] : [name, below],
      ),
  );
}

/** `update_mask` for the paths of a patch: top-level fields, and `extraFields/new_setting`. */
export const updateMaskOf = (type: ResourceType, mask: readonly string[]): string =>
  mask
    .map((path) => (path.startsWith(`${type.openField}/`) ? path.slice(path.indexOf("/") + 1) : type.toWireName(path)))
    .sort()
    .join(",");
