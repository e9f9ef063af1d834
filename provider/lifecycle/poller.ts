import { sleep } from "../base/abort";
import type { Location } from "../model/state";
import type { Shown } from "../model/wire";
import type { Collection } from "../sinch/collection";

/** How long from one LIST of a project and region to the next, in milliseconds. */
const INTERVAL_MS = 3_000;

/** Time, passed in so that a test need not wait. */
export interface Waits {
  now(): number;
  /** Waits, or until one of the signals comes. @returns whether the whole time went by. */
  sleep(ms: number, ...signals: readonly AbortSignal[]): Promise<boolean>;
}

/** Looks at what a project and region has, for all that wait for something there. */
export interface Poller {
  readonly now: () => number;
  /** The next LIST, by id; `undefined` if the run is interrupted before it. */
  next(at: Location): Promise<ReadonlyMap<string, Shown> | undefined>;
}

export function createPoller(collection: Collection, { now, sleep: wait }: Waits = { now: Date.now, sleep }): Poller {
  const due = new Map<string, ReturnType<Poller["next"]>>();
  return {
    now,
    next(at) {
      const key = JSON.stringify([at.projectId, at.region]);
      const present = due.get(key);
      if (present) return present;
      const looked = wait(INTERVAL_MS, collection.stop).then(async (whole) => {
        // Whoever comes from now on can have written something that this LIST doesn't show.
        due.delete(key);
        if (!whole) return undefined;
        const { projectId, region } = at;
        return new Map((await collection.list({ projectId, region })).map((one) => [one.id, one]));
      });
      due.set(key, looked);
      return looked;
    },
  };
}
