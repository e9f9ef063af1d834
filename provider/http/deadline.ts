import type { Clock } from "./clock";

/** Time limits and retries of calls. */
export interface TimeBudget {
  /** Milliseconds for one attempt. */
  readonly attemptMs: number;
  /** Milliseconds after which a call isn't retried any more, all its attempts and waits together. */
  readonly totalMs: number;
  /** Milliseconds. The wait between two attempts is random between 0 and a bound that doubles from 1 s up to this. */
  readonly longestWaitMs: number;
  /** The option of a resource that says how long its operation may take: then no attempt goes beyond that. */
  readonly option?: string;
}

/** @param seconds for a call, all its attempts and waits together. */
export function timeBudget(seconds: number): TimeBudget {
  return { attemptMs: Math.min(30, seconds) * 1000, totalMs: seconds * 1000, longestWaitMs: 16_000 };
}

/** An attempt gets this long even if less time is left, in milliseconds; a POST more, since nobody knows what a cut one did. */
const SHORTEST_MS = 1_000;
const SHORTEST_POST_MS = 10_000;

/** While a circuit is open, it is probed for no longer than this, in milliseconds. */
const PROBE_MS = 5_000;

/** When a call ends: one for its token, its attempts and its waits. */
export class Deadline {
  private readonly startedAt: number;
  private readonly totalMs: number;
  private readonly lastAttemptMs: number;

  /** @param withinMs milliseconds for the call, if that is less than the budget. */
  constructor(
    private readonly budget: TimeBudget,
    private readonly clock: Clock,
    withinMs?: number,
  ) {
    this.startedAt = clock.now();
    this.totalMs = Math.min(budget.totalMs, withinMs ?? budget.totalMs);
    this.lastAttemptMs = budget.option ? this.totalMs : Math.max(this.totalMs, withinMs ?? budget.attemptMs);
  }

  /** What limits the time, if that isn't the configuration. */
  get option(): string | undefined {
    return this.budget.option;
  }

  /** Whether a call is retried at all. */
  get retries(): boolean {
    return this.totalMs > 0;
  }

  /** Milliseconds left for retries. */
  left(): number {
    return this.startedAt + this.totalMs - this.clock.now();
  }

  /** Milliseconds that the next attempt may take. */
  attemptMs(method: string, isProbe: boolean): number {
    const left = this.startedAt + this.lastAttemptMs - this.clock.now();
    const most = isProbe ? Math.min(PROBE_MS, this.budget.attemptMs) : this.budget.attemptMs;
    const shortest = method === "POST" && !this.option ? SHORTEST_POST_MS : SHORTEST_MS;
    return Math.min(most, Math.max(left, shortest));
  }
}
