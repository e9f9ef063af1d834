import DataLoader from "dataloader";
import { ApiError } from "../base/errors";
import type { Shown } from "../model/wire";
import { type Collection, isNotFound } from "./collection";
import type { Location } from "./settings";

/** Reads resources with as few requests as there can be. */
export interface Reads {
  /** The resource, or `undefined` where it is certainly gone. */
  read(at: Location, id: string): Promise<Shown | undefined>;
  /** All of a place: a LIST that is younger than 5 seconds and than the last write serves. */
  list(at: Location): Promise<readonly Shown[]>;
  /** To be called at each write: what was read before doesn't count any more. */
  forget(at: Location): void;
}

/** A LIST serves reads for this long. */
const LIST_LASTS_MS = 5_000;

/** Reads that come within this time are served together. */
const GATHER_MS = 5;

/**
 * One lone read is a GET; several at once, or one soon after another, are served by a LIST. A resource is gone only where a
 * GET says 404 and a LIST of its project and region succeeds without it: a 404 alone can be a wrong host or region. Of a type that
 * belongs to another there are few in one place, so that a LIST comes first; what belongs to a resource that is gone is gone with it.
 *
 * @param client
 *  What the requests are made with.
 * @param now
 *  The clock, in milliseconds.
 * @param parents
 *  Reads what resources of the type belong to.
 */
export function createReads(client: Collection, now: () => number = Date.now, parents?: Reads): Reads {
  const places = new Map<string, Place>();

  function placeOf(at: Location): Place {
    const name = client.type.placeName(at);
    const place = places.get(name) ?? createPlace(client, at, parents, now);
    places.set(name, place);
    return place;
  }

  return {
    read: (at, id) => placeOf(at).loader.load(id),
    list: async (at) => [...(await placeOf(at).list()).values()],
    forget: (at) => placeOf(at).forget(),
  };
}

interface Place {
  readonly loader: DataLoader<string, Shown | undefined>;
  list(): Promise<ReadonlyMap<string, Shown>>;
  forget(): void;
}

function createPlace(client: Collection, at: Location, parents: Reads | undefined, now: () => number): Place {
  let listed: { readonly since: number; readonly all: Promise<ReadonlyMap<string, Shown>> } | undefined;
  let lastRead = Number.NEGATIVE_INFINITY;

  async function ofParent(error: unknown): Promise<readonly Shown[]> {
    const parent = client.type.parentOf(at);
    if (!parents || parent === undefined || !(error instanceof ApiError && error.status === 404)) throw error;
    // It may have been deleted since it was last listed.
    parents.forget(at);
    if (await parents.read(at, parent)) throw error;
    return [];
  }

  function list(): Promise<ReadonlyMap<string, Shown>> {
    if (listed && now() - listed.since < LIST_LASTS_MS) return listed.all;
    const items = client.list(at).catch(ofParent);
    const all = items.then((found) => new Map(found.map((one) => [one.id as string, one])));
    const mine = { since: now(), all };
    listed = mine;
    all.catch(() => {
      if (listed === mine) listed = undefined;
    });
    return all;
  }

  async function confirm(id: string): Promise<Shown | undefined> {
    try {
      return await client.get(at, id);
    } catch (error) {
      if (!isNotFound(error)) throw error;
      return (await list()).get(id);
    }
  }

  const loader = new DataLoader<string, Shown | undefined>(
    async (ids) => {
      const soonAfter = now() - lastRead < LIST_LASTS_MS;
      lastRead = now();
      const all = parents || ids.length > 1 || soonAfter ? await list() : undefined;
      return Promise.all(ids.map(async (id) => all?.get(id) ?? (await confirm(id).catch(asError))));
    },
    { cache: false, batchScheduleFn: (run) => setTimeout(run, GATHER_MS) },
  );
  return {
    loader,
    list,
    forget: () => {
      listed = undefined;
    },
  };
}

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));
