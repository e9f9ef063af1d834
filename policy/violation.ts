import { EXCEPT, type Noun } from "./configuration";

/** What is wrong with one property of an app or webhook. */
export interface Violation<Key extends string = string> {
  /** Path of the property, as a program states it. */
  readonly property: string;
  /** Its value; left out where it isn't set. Never a secret, nor an identity, which some programs keep secret. */
  readonly value?: unknown;
  /** What is said of it instead of its value. */
  readonly is?: string;
  /** What is allowed, and what to do where that doesn't say it. */
  readonly limit: string;
  /** The key of the rule's configuration that says so; `exceptApps` where none does. */
  readonly key: Key;
}

/** One line: the app, the property, its value, the limit, and where the limit is configured, or an exception is. */
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
