import { inspect, isDeepStrictEqual } from "node:util";

/** A failed claim, with the expected and the actual value. */
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
 * @throws {@link ClaimError} if the actual value differs from the expected one.
 */
export function check(claim: string, seen: unknown, expected: unknown): void {
  if (!isDeepStrictEqual(seen, expected)) throw new ClaimError(claim, shown(expected), shown(seen));
}

const shown = (value: unknown): string => inspect(value, { depth: null, breakLength: 84, compact: 4 });
