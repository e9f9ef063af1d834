import { inspect, isDeepStrictEqual } from "node:util";

/** A claim that doesn't hold: what was expected and what was seen. */
export class ClaimError extends Error {
  override readonly name = "ClaimError";

  constructor(
    readonly claim: string,
    readonly expected: string,
    readonly seen: string,
  ) {
    super(`${claim}: expected ${expected}, seen ${seen}`);
  }
}

/**
 * Checks a claim.
 *
 * @throws {@link ClaimError} if what was seen isn't what was expected.
 */
export function check(claim: string, seen: unknown, expected: unknown): void {
  if (!isDeepStrictEqual(seen, expected)) throw new ClaimError(claim, shown(expected), shown(seen));
}

const shown = (value: unknown): string => inspect(value, { depth: null, breakLength: 84, compact: 4 });
