import { setImmediate } from "node:timers/promises";
import type { Clock } from "../../provider/http/clock";

/** A clock that a test turns: waits go by at once, unless the test holds them, and are kept. */
export class ManualClock implements Clock {
  /** What was waited for, in milliseconds, oldest first. */
  readonly waits: number[] = [];
  private isHeld = false;
  private readonly pending = new Map<() => void, number>();

  /**
   * @param time
   *  Milliseconds since the epoch.
   * @param chance
   *  What comes by chance, from 0 up to 1: 1 is the longest wait.
   */
  constructor(
    public time = 1_800_000_000_000,
    public chance = 1,
  ) {}

  readonly now = (): number => this.time;
  readonly random = (): number => this.chance;

  readonly sleep = async (ms: number, ...signals: readonly AbortSignal[]): Promise<boolean> => {
    const signal = AbortSignal.any([...signals]);
    if (signal.aborted) return false;
    this.waits.push(ms);
    if (this.isHeld) {
      await this.until(this.time + ms, signal);
    } else {
      this.time += ms;
      await setImmediate();
    }
    return !signal.aborted;
  };

  private async until(time: number, signal: AbortSignal): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.pending.set(resolve, time);
    signal.addEventListener("abort", () => resolve(), { once: true });
    await promise;
    this.pending.delete(resolve);
  }

  /** From now on a wait lasts until its signal comes, or the clock is turned so far. */
  hold(): void {
    this.isHeld = true;
  }

  /** Waits that are held are over, and none is held any more. */
  release(): void {
    this.isHeld = false;
    for (const resolve of this.pending.keys()) resolve();
  }

  turn(ms: number): void {
    this.time += ms;
    for (const [resolve, time] of this.pending) {
      if (time > this.time) continue;
      this.pending.delete(resolve);
      resolve();
    }
  }

  /** Comes when so many waits are held. */
  async held(count: number): Promise<void> {
    while (this.pending.size < count) await setImmediate();
  }
}
