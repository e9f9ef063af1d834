/** Time limits and repetition of calls. */
export interface Patience {
  /** Milliseconds for one attempt. */
  readonly attemptMs: number;
  /** Milliseconds after which a call isn't repeated any more, all its attempts and waits together. */
  readonly totalMs: number;
  /** Milliseconds. The wait between two attempts is random between 0 and a bound that doubles from 1 s up to this. */
  readonly longestWaitMs: number;
}

/** @param seconds of a call, all its attempts and waits together. */
export function patienceOf(seconds: number): Patience {
  return { attemptMs: Math.min(30, seconds) * 1000, totalMs: seconds * 1000, longestWaitMs: 16_000 };
}
