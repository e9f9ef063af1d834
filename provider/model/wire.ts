import { define, isObject, own } from "../base/values";
import type { ResourceType } from "./resource-type";

/** A resource as the service shows it, in the program's names. Fields outside the schema keep their wire names. */
export interface Shown {
  readonly id: string;
  readonly [field: string]: unknown;
}

/**
 * Converts a value from the program's names to snake case. Fields outside the schema are placed beside the others,
 * unchanged.
 */
export function toWire(type: ResourceType, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => toWire(type, item));
  if (typeof value !== "object" || value === null) return value;
  const wire: Record<string, unknown> = {};
  let extra: unknown;
  for (const [name, below] of Object.entries(value)) {
    if (below === undefined) continue;
    if (name === type.openField && isObject(below)) extra = below;
    else define(wire, type.toWireName(name), toWire(type, below));
  }
  return isObject(extra) ? withExtra(wire, extra) : wire;
}

/** Places fields outside the schema beside the others, in nested objects too. */
function withExtra(wire: Readonly<Record<string, unknown>>, extra: typeof wire): Record<string, unknown> {
  const whole = { ...wire };
  for (const [name, value] of Object.entries(extra)) {
    const present = own(wire, name);
    define(whole, name, isObject(present) && isObject(value) ? withExtra(present, value) : value);
  }
  return whole;
}

/** Converts a wire value to the program's names. Everything below a name outside the schema stays unchanged. */
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

/** The `update_mask` for the paths of a patch: top-level fields, and `extraFields/new_setting`. */
export function updateMaskOf(type: ResourceType, mask: readonly string[]): string {
  const names = mask.map((path) =>
    path.startsWith(`${type.openField}/`) ? path.slice(path.indexOf("/") + 1) : type.toWireName(path),
  );
  return [...new Set(names)].sort().join(",");
}
