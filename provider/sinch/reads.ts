import DataLoader from "dataloader";
import { ApiError } from "../base/errors";
import type { Shown } from "../model/wire";
import { type Collection, isNotFound } from "./collection";
import type { Location } from "./settings";

/** Reads resources with as few requests as possible. */
export interface Reads {
  /** The resource, or `undefined` if it is certainly gone. */
  read(at: Location, id: string): Promise<Shown | undefined>;
  /** All resources of a place. Reuses a LIST younger than 5 seconds, unless a write came after it. */
  list(at: Location): Promise<readonly Shown[]>;
  /** Call on each write: earlier reads are then invalid. */
  forget(at: Location): void;
}

/** How long a LIST is reused, in milliseconds. */
const LIST_LASTS_MS = 5_000;

/** Reads within this time share a request, in milliseconds. */
const GATHER_MS = 5;

/**
 * A single read is a GET; several at once or in quick succession share a LIST. A resource counts as gone only if a GET
 * returns 404 and a LIST of its project and region succeeds without it: a 404 by itself can mean a wrong host or
 * region. For a type with a parent, a LIST comes first, since it is short. A child of a resource that is gone is gone
 * too.
 *
 * @param client Sends the requests.
 * @param now The clock, in milliseconds.
 * @param parents Reads the type's parents.
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
    // It may have been deleted since the last LIST.
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
