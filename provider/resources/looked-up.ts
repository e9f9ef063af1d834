import { SinchError } from "../base/errors";
import { quotedName } from "../base/printable";
import type { Location } from "../model/state";
import type { Shown } from "../model/wire";

/** The resources of one type in one place, as a look-up sees them. */
export interface Place {
  readonly at: Location;
  list(): Promise<readonly Shown[]>;
  /** One of them, or `undefined` if it doesn't exist. */
  get(id: string): Promise<Shown | undefined>;
}

export type Arguments = Readonly<Record<string, unknown>>;

/**
 * Refuses a misspelt argument, which would find something else. @param own The look-up's arguments besides the
 * location. @throws SinchError that names the allowed ones.
 */
export function assertArguments(args: Arguments, own: readonly string[]): void {
  const known = [...own, "projectId", "region"];
  const [unknown] = Object.keys(args).filter((name) => !known.includes(name));
  if (unknown !== undefined) throw wrong(`${quoted(unknown)} is not an argument; allowed: ${known.join(", ")}`);
}

/** Whether an argument is set. */
export const isText = (value: unknown): boolean => typeof value === "string" && value !== "";

export const absent = (why: string): SinchError => new SinchError("ERR_SINCH_NOT_FOUND", why);
export const wrong = (why: string): SinchError => new SinchError("ERR_SINCH_CONFIGURATION", why);

export const inOrder = (all: readonly Shown[]): readonly Shown[] =>
  [...all].sort((one, other) => (String(one.id) < String(other.id) ? -1 : 1));

export const quoted = (name: unknown): string => quotedName(name, 100);
