import PQueue from "p-queue";
import type { Clock } from "./clock";

/** Keeps requests under the limit that all callers of a service share. */
export interface RateLimit {
  /** Resolves when the next request may be sent. @returns what is to be called once it is answered. */
  turn(key: string): Promise<() => void>;
  /** To be called at each 429: others use the service too, or its limit is lower. */
  slowDown(key: string): void;
}

/** Short, so that requests come evenly and no second holds more than the limit. */
const INTERVAL_MS = 100;

/** 700 a second: of the documented 800 the rest is left to those who send messages. */
const PER_INTERVAL = 70;

/** More connections than this are refused here and there, whatever the engine's `--parallel` says. */
const CONCURRENCY = 100;

/** Requests that were under way already bring a 429 each; together they count once. */
const SAME_REFUSAL_MS = 1_000;

interface Lane {
  readonly perInterval: number;
  readonly since: number;
  readonly queue: PQueue;
}

/**
 * At most 100 requests at once, and 700 a second and key; half of that after a 429, and so on down to 10. It stays slow until the
 * process ends, which is one operation of the engine.
 */
export function createRateLimit({ now }: Pick<Clock, "now">): RateLimit {
  const lanes = new Map<string, Lane>();
  const slots = new PQueue({ concurrency: CONCURRENCY });

  /** Holds a slot until it is given back. */
  const slot = (): Promise<() => void> =>
    new Promise((resolve) => {
      void slots.add(() => new Promise<void>((free) => resolve(free)));
    });

  const laneWith = (perInterval: number): Lane => ({
    perInterval,
    since: now(),
    queue: new PQueue({ interval: INTERVAL_MS, intervalCap: perInterval, strict: true }),
  });

  return {
    async turn(key) {
      const free = await slot();
      const lane = lanes.get(key) ?? laneWith(PER_INTERVAL);
      lanes.set(key, lane);
      await lane.queue.add(() => undefined);
      return free;
    },
    slowDown(key) {
      const lane = lanes.get(key);
      if (!lane || (lane.perInterval < PER_INTERVAL && now() - lane.since < SAME_REFUSAL_MS)) return;
      lanes.set(key, laneWith(Math.max(1, Math.floor(lane.perInterval / 2))));
    },
  };
}
