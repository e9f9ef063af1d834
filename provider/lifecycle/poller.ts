import { sleep } from "../base/abort";
import type { Location } from "../model/state";
import type { Shown } from "../model/wire";
import type { Collection } from "../sinch/collection";

/** Milliseconds between two LISTs of a project and region. */
const INTERVAL_MS = 3_000;

/** Time, passed in so that tests don't have to wait. */
export interface Waits {
  now(): number;
  /** Waits for the given time, or until one of the signals fires. @returns whether the full time passed. */
  sleep(ms: number, ...signals: readonly AbortSignal[]): Promise<boolean>;
}

/** Polls a project and region for everything that waits on resources there. */
export interface Poller {
  readonly now: () => number;
  /** The next LIST, by ID; `undefined` if the run is interrupted first. */
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
        // Later callers may have written something that this LIST doesn't show.
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
