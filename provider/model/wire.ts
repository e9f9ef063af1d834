import type { ResourceType } from "./resource-type";

/** A resource as the service shows it, in the program's names. What the schema doesn't know keeps its wire name. */
export interface Shown {
  readonly id: string;
  readonly [field: string]: unknown;
}

function rename(value: unknown, name: (from: string) => string): unknown {
  if (Array.isArray(value)) return value.map((item) => rename(item, name));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, below]) => below !== undefined)
      .map(([from, below]) => [name(from), rename(below, name)]),
  );
}

/** The wire form of a value in the program's names: snake case. */
export const toWire = (type: ResourceType, value: unknown): unknown => rename(value, type.toWireName);

/** A value of the wire in the program's names. */
export const fromWire = (type: ResourceType, value: unknown): unknown => rename(value, type.fromWireName);

/** `update_mask` for top-level fields. */
export const updateMaskOf = (type: ResourceType, fields: readonly string[]): string =>
  fields.map(type.toWireName).sort().join(",");
