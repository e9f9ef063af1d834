import { sleep } from "../base/abort";

/** Time and chance, passed in so that a test need not wait. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Waits, or until one of the signals comes. @returns whether the whole time went by. */
  sleep(ms: number, ...signals: readonly AbortSignal[]): Promise<boolean>;
  /** From 0 up to 1. */
  random(): number;
}

export const systemClock: Clock = { now: Date.now, sleep, random: Math.random };
