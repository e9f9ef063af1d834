import pLimit from "p-limit";
import pThrottle from "p-throttle";

/** Spaces out the requests to a project, under the limit that all of its callers share. */
export interface Pace {
  /** Resolves when the next request may be sent. @returns what is to be called once it is answered. */
  turn(projectId: string): Promise<() => void>;
  /** To be called at each 429: others use the project too, or its limit is lower. */
  slowDown(projectId: string): void;
}

/** Short, so that requests come evenly and no second holds more than the limit. */
const INTERVAL_MS = 100;

/** 700 a second: of the documented 800 the rest is left to those who send messages. */
const PER_INTERVAL = 70;

/** More connections than this are refused here and there, whatever the engine's `--parallel` says. */
const AT_ONCE = 100;

/** Requests that were under way already bring a 429 each; together they count once. */
const SAME_REFUSAL_MS = 1_000;

interface Lane {
  readonly perInterval: number;
  readonly since: number;
  readonly turn: () => Promise<void>;
}

/**
 * At most 100 requests at once, and 700 a second and project; half of that after a 429, and so on down to 10. It stays slow until the
 * process ends, which is one operation of the engine.
 *
 * @param now
 *  The clock, in milliseconds.
 */
export function createPace(now: () => number = Date.now): Pace {
  const lanes = new Map<string, Lane>();
  const slots = pLimit(AT_ONCE);

  /** Holds a slot until it is given back. */
  const slot = (): Promise<() => void> =>
    new Promise((resolve) => {
      void slots(() => new Promise<void>((free) => resolve(free)));
    });

  function laneWith(perInterval: number): Lane {
    const throttled = pThrottle({ limit: perInterval, interval: INTERVAL_MS })(() => undefined);
    return { perInterval, since: now(), turn: async () => throttled() };
  }

  return {
    async turn(projectId) {
      const free = await slot();
      const lane = lanes.get(projectId) ?? laneWith(PER_INTERVAL);
      lanes.set(projectId, lane);
      await lane.turn();
      return free;
    },
    slowDown(projectId) {
      const lane = lanes.get(projectId);
      if (!lane || (lane.perInterval < PER_INTERVAL && now() - lane.since < SAME_REFUSAL_MS)) return;
      lanes.set(projectId, laneWith(Math.max(1, Math.floor(lane.perInterval / 2))));
    },
  };
}
