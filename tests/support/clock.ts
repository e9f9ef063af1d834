import { setImmediate } from "node:timers/promises";
import type { Clock } from "../../provider/http/clock";

/** A clock that a test turns: waits go by at once, and are kept. */
export class ManualClock implements Clock {
  /** What was waited for, in milliseconds, oldest first. */
  readonly waits: number[] = [];

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
    if (!signal.aborted) {
      this.time += ms;
      this.waits.push(ms);
      await setImmediate();
    }
    return !signal.aborted;
  };
}
