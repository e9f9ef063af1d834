import { InvalidArgumentError, Option } from "commander";

/** An option that takes one of a few words. */
export function choice(flags: string, description: string, choices: readonly string[]): Option {
  return new Option(flags, description).choices(choices);
}

/** An option that takes a number, zero included. */
export function number(flags: string, description: string): Option {
  return new Option(flags, description).argParser((text) => atLeast(text, 0, "Must be a number, 0 or more."));
}

/** An option that takes a number above zero. */
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

/** Gathers the values of an option that may be given more than once. */
export const repeated = (value: string, before: readonly string[] = []): string[] => [...before, value];

/** Reads a TCP port; zero stands for any. */
export function port(text: string): number {
  if (!/^\d+$/.test(text) || Number(text) > 65535)
    throw new InvalidArgumentError("Must be a whole number, 0 to 65535.");
  return Number(text);
}
