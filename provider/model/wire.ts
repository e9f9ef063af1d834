import { propertyNames } from "./resource-type";

/** An app, or a part of one, as the API speaks it: snake_case names. */
export type Wire = Readonly<Record<string, unknown>>;

const snake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

const toWireNames = new Map([...propertyNames].map((name) => [name, snake(name)]));
const fromWireNames = new Map([...toWireNames].map(([name, wire]) => [wire, name]));

/** `display_name` → `displayName`. A name that the schema doesn't know stays as it is, so that nothing unknown is lost. */
export const fromWireName = (name: string): string => fromWireNames.get(name) ?? name;

/** `displayName` → `display_name`. A name that the schema doesn't know stays as it is. */
export const toWireName = (name: string): string => toWireNames.get(name) ?? name;

function rename(value: unknown, name: (from: string) => string): unknown {
  if (Array.isArray(value)) return value.map((item) => rename(item, name));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, below]) => below !== undefined)
      .map(([from, below]) => [name(from), rename(below, name)]),
  );
}

/** The wire form of a value in the program's names. */
export const toWire = (value: unknown): unknown => rename(value, toWireName);

/** A value of the wire in the program's names. */
export const fromWire = (value: unknown): unknown => rename(value, fromWireName);
