import { ApiError } from "../../base/errors";
import type { Location } from "../../model/state";
import type { Shown } from "../../model/wire";
import type { Collection } from "../../sinch/collection";

/**
 * What this run knows about existing resources. It prevents a second resource with the same name, and the deletion of
 * one that was adopted again.
 */
export interface Registry {
  /** What existed in a place before this run created anything, from one LIST for all callers. */
  existingAtStart(at: Location): Promise<readonly Shown[]>;
  /** The same if requested before, whatever the outcome; nothing otherwise. */
  listedSoFar(at: Location): Promise<readonly Shown[]>;
  /** Existing resources that keep this name, as far as this run knows. */
  inUse(at: Location, name: string): Promise<readonly Shown[]>;
  /**
   * Reserves a name for a new resource, or for one that changes its name.
   *
   * @param holder ID of the resource that changes its name.
   * @returns whether another resource has reserved it already.
   */
  reserve(at: Location, name: string, holder?: string): boolean;
  /** The number of resources in a place, counting one for each reserved name. */
  crowd(at: Location): Promise<number>;
  /** It was deleted in this run. */
  deleted(id: string): void;
  /**
   * This run manages a resource. Its name doesn't count as in use, since the run may rename or replace it, unless it is
   * unchanged.
   *
   * @param incarnation In the current state.
   */
  manages(id: string, incarnation: string, how?: { readonly unchanged: boolean }): void;
  /** Whether this run manages a resource. */
  isKnown(id: string): boolean;
  /** Whether this run is about to change or replace it, as far as known. */
  isChanging(id: string): boolean;
  /** A new resource of the program will adopt it. */
  willAdopt(id: string): void;
  /** Whether a new resource will adopt one that another still owns. @param incarnation Of its current owner. */
  isToBeAdopted(id: string, incarnation: string): boolean;
  /** Its adoption has begun. */
  claim(id: string): void;
  /** It was created or adopted with this incarnation. */
  owns(id: string, incarnation: string): void;
  /** Whether this run created or adopted it, or is adopting it. */
  isOwned(id: string): boolean;
  /** Whether it has another incarnation in this run, so that the earlier one must not delete it. */
  belongsToAnother(id: string, incarnation: string): boolean;
}

/** A refused LIST is repeated after this long, in milliseconds. */
const FAILURE_LASTS_MS = 10_000;

/** @param collection Sends the LIST. */
export function createRegistry(collection: Collection): Registry {
  const { existingAtStart, listedSoFar } = createLists(collection);
  const incarnations = new Map<string, string>();
  const known = new Set<string>();
  const unchanged = new Set<string>();
  const reserved = new Map<string, Map<string, string | undefined>>();
  const gone = new Set<string>();
  const owned = new Set<string>();
  const toBeAdopted = new Set<string>();
  const keepsName = (id: string): boolean => !known.has(id) || unchanged.has(id);
  const { identity } = collection.type.definition;

  return {
    existingAtStart,
    listedSoFar,
    async inUse(at, name) {
      const all = await existingAtStart(at);
      return all.filter((one) => one[identity] === name && keepsName(one.id) && !gone.has(one.id));
    },
    reserve(at, name, holder) {
      const place = collection.type.placeName(at);
      const names = reserved.get(place) ?? new Map<string, string | undefined>();
      reserved.set(place, names);
      const isTwice = names.has(name) && (holder === undefined || names.get(name) !== holder);
      if (!isTwice) names.set(name, holder);
      return isTwice;
    },
    async crowd(at) {
      const existing = (await existingAtStart(at)).filter(({ id }) => !gone.has(id)).map((one) => one[identity]);
      return new Set([...existing, ...(reserved.get(collection.type.placeName(at))?.keys() ?? [])]).size;
    },
    deleted: (id) => void gone.add(id),
    manages(id, incarnation, how = { unchanged: false }) {
      known.add(id);
      if (how.unchanged) unchanged.add(id);
      else unchanged.delete(id);
      // A replacement compares its predecessor first and adopts it afterwards.
      if (!owned.has(id)) incarnations.set(id, incarnation);
    },
    isKnown: (id) => known.has(id),
    isChanging: (id) => !keepsName(id),
    willAdopt: (id) => void toBeAdopted.add(id),
    isToBeAdopted: (id, incarnation) => toBeAdopted.has(id) && incarnations.get(id) !== incarnation,
    claim(id) {
      known.add(id);
      owned.add(id);
    },
    owns(id, incarnation) {
      known.add(id);
      owned.add(id);
      incarnations.set(id, incarnation);
    },
    isOwned: (id) => owned.has(id),
    belongsToAnother: (id, incarnation) => (incarnations.get(id) ?? incarnation) !== incarnation,
  };
}

/** One LIST per place. */
function createLists(collection: Collection): Pick<Registry, "existingAtStart" | "listedSoFar"> {
  const lists = new Map<string, Promise<readonly Shown[]>>();
  const keyOf = (at: Location): string => collection.type.placeName(at);
  const existingAtStart: Registry["existingAtStart"] = (at) => {
    const key = keyOf(at);
    const present = lists.get(key);
    if (present) return present;
    const list = collection.list(at);
    lists.set(key, list);
    list.catch((error: unknown) => {
      // A refused LIST isn't repeated at once, since `check` runs for one resource after another. An outage may be over
      // by then.
      const refused = error instanceof ApiError && error.status < 500;
      if (refused) setTimeout(() => lists.delete(key), FAILURE_LASTS_MS).unref();
      else lists.delete(key);
    });
    return list;
  };
  return { existingAtStart, listedSoFar: (at) => lists.get(keyOf(at)) ?? Promise.resolve([]) };
}
