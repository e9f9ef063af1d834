import { InvalidArgumentError, Option } from "commander";

/** An option with a fixed set of values. */
export function choice(flags: string, description: string, choices: readonly string[]): Option {
  return new Option(flags, description).choices(choices);
}

/** An option with a number, zero included. */
export function number(flags: string, description: string): Option {
  return new Option(flags, description).argParser((text) => atLeast(text, 0, "Must be a number, 0 or more."));
}

/** An option with a number above zero. */
export function positive(flags: string, description: string): Option {
  return new Option(flags, description).argParser((text) =>
    atLeast(text, Number.MIN_VALUE, "Must be a number above 0."),
  );
}

function atLeast(text: string, minimum: number, allowed: string): number {
  const value = text.trim() === "" ? Number.NaN : Number(text);
  if (!Number.isFinite(value) || value < minimum) throw new InvalidArgumentError(allowed);
  return value;
}

/** Collects the values of a repeatable option. */
export const repeated = (value: string, before: readonly string[] = []): string[] => [...before, value];

/** Parses a TCP port; zero means any. */
export function port(text: string): number {
  if (!/^\d+$/.test(text) || Number(text) > 65535)
    throw new InvalidArgumentError("Must be a whole number, 0 to 65535.");
  return Number(text);
}
