/** An app, or a part of one, as the API speaks it: snake_case names. */
export type Wire = Readonly<Record<string, unknown>>;

const snake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
const camel = (name: string): string => name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());

/** `display_name` → `displayName`. A name that couldn't be turned back stays as it is, so that nothing unknown is lost. */
export function fromWireName(name: string): string {
  const turned = camel(name);
  return snake(turned) === name ? turned : name;
}

/** `displayName` → `display_name`. A name that never was in camelCase stays as it is. */
export function toWireName(name: string): string {
  return name.includes("_") ? name : snake(name);
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

/** The wire form of a value in the program's names. */
export const toWire = (value: unknown): unknown => rename(value, toWireName);

/** A value of the wire in the program's names. */
export const fromWire = (value: unknown): unknown => rename(value, fromWireName);
