import PQueue from "p-queue";
import type { Clock } from "./clock";

/** Keeps requests under the rate limit that all clients of a service share. */
export interface RateLimit {
  /** Resolves when the next request may be sent. @returns a function to call after the response. */
  turn(key: string): Promise<() => void>;
  /** Call on each 429: other clients use the service too, or its limit is lower. */
  slowDown(key: string): void;
}

/** Milliseconds. Short, so that requests are evenly spread and no second exceeds the limit. */
const INTERVAL_MS = 100;

/** 700 a second; the documented limit is 800, and the rest is left for sending messages. */
const PER_INTERVAL = 70;

/** Concurrent requests. Some networks refuse more connections, whatever the engine's `--parallel` says. */
const CONCURRENCY = 100;

/** Milliseconds. Each request already sent gets a 429 of its own; within this time they count as one. */
const SAME_REFUSAL_MS = 1_000;

interface Lane {
  readonly perInterval: number;
  readonly since: number;
  readonly queue: PQueue;
}

/**
 * At most 100 concurrent requests, and 700 a second per key. Each 429 halves that, down to 10. The limit doesn't
 * recover until the process ends, which is one engine operation.
 */
export function createRateLimit({ now }: Pick<Clock, "now">): RateLimit {
  const lanes = new Map<string, Lane>();
  const slots = new PQueue({ concurrency: CONCURRENCY });

  /** Holds a slot until it is released. */
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
