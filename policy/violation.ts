import { EXCEPT, type Noun } from "./configuration";

/** What is wrong with one property of an app or webhook. */
export interface Violation<Key extends string = string> {
  /** Path of the property in the program. */
  readonly property: string;
  /** Its value; omitted if unset. Never a secret, nor an identity, which some programs keep secret. */
  readonly value?: unknown;
  /** A description to print instead of the value. */
  readonly is?: string;
  /** What is allowed, and the fix if that isn't obvious. */
  readonly limit: string;
  /** The rule's configuration key that sets the limit; `exceptApps` if none does. */
  readonly key: Key;
}

/** One line: the app, the property, its value, the limit, and the key that configures the limit or an exception. */
export function violationText(
  rule: string,
  resource: string,
  { property, value, is: said, limit, key }: Violation,
  noun: Noun = "app",
): string {
  const is = said ?? (value === undefined ? "isn't set" : `is ${JSON.stringify(value)}`);
  const says = key === EXCEPT[noun] ? "exceptions" : "configuration";
  return `${noun} ${JSON.stringify(resource)}: ${property} ${is}; ${limit} (${says}: ${rule}.${key})`;
}

/** `"A", "B"` */
export function quoted(values: readonly string[]): string {
  return values.map((value) => JSON.stringify(value)).join(", ");
}
