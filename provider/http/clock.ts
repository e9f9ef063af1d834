import { sleep } from "../base/abort";

/** Time and randomness, passed in so that tests don't have to wait. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Waits for the given time, or until one of the signals fires. @returns whether the full time passed. */
  sleep(ms: number, ...signals: readonly AbortSignal[]): Promise<boolean>;
  /** From 0 up to, but not including, 1. */
  random(): number;
}

export const systemClock: Clock = { now: Date.now, sleep, random: Math.random };
