import type { Clock } from "./clock";

/** Time limits and retries of calls. */
export interface TimeBudget {
  /** Milliseconds for one attempt. */
  readonly attemptMs: number;
  /** Milliseconds after which a call isn't retried, counting all attempts and waits. */
  readonly totalMs: number;
  /** Milliseconds. The wait between two attempts is random, from 0 up to a bound that doubles from 1 s to this. */
  readonly longestWaitMs: number;
  /** The resource option that limits the operation's time. If set, no attempt exceeds it. */
  readonly option?: string;
}

/** @param seconds Time budget of a call, all attempts and waits included. */
export function timeBudget(seconds: number): TimeBudget {
  return { attemptMs: Math.min(30, seconds) * 1000, totalMs: seconds * 1000, longestWaitMs: 16_000 };
}

/**
 * Shortest time for an attempt, in milliseconds, even if less is left. A POST gets more, since a POST that is cut off
 * has an unknown effect.
 */
const SHORTEST_MS = 1_000;
const SHORTEST_POST_MS = 10_000;

/** Longest time for a probe of an open circuit, in milliseconds. */
const PROBE_MS = 5_000;

/** When a call ends. One deadline covers its token, attempts and waits. */
export class Deadline {
  private readonly startedAt: number;
  private readonly totalMs: number;
  private readonly lastAttemptMs: number;

  /** @param withinMs Milliseconds for the call, if less than the budget. */
  constructor(
    private readonly budget: TimeBudget,
    private readonly clock: Clock,
    withinMs?: number,
  ) {
    this.startedAt = clock.now();
    this.totalMs = Math.min(budget.totalMs, withinMs ?? budget.totalMs);
    this.lastAttemptMs = budget.option ? this.totalMs : Math.max(this.totalMs, withinMs ?? budget.attemptMs);
  }

  /** The option that limits the time, if it isn't the configuration. */
  get option(): string | undefined {
    return this.budget.option;
  }

  /** Whether calls are retried at all. */
  get retries(): boolean {
    return this.totalMs > 0;
  }

  /** Milliseconds left for retries. */
  left(): number {
    return this.startedAt + this.totalMs - this.clock.now();
  }

  /** Milliseconds for the next attempt. */
  attemptMs(method: string, isProbe: boolean): number {
    const left = this.startedAt + this.lastAttemptMs - this.clock.now();
    const most = isProbe ? Math.min(PROBE_MS, this.budget.attemptMs) : this.budget.attemptMs;
    const shortest = method === "POST" && !this.option ? SHORTEST_POST_MS : SHORTEST_MS;
    return Math.min(most, Math.max(left, shortest));
  }
}
