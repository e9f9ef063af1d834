import { ApiError } from "../../base/errors";
import type { Location } from "../../model/state";
import type { Shown } from "../../model/wire";
import type { Collection } from "../../sinch/collection";

/**
 * What this run knows of the resources that exist: it creates no second one of a name, and deletes none that was adopted again.
 */
export interface Registry {
  /** What existed in a place before this run created anything: one LIST for all that ask. */
  existingAtStart(at: Location): Promise<readonly Shown[]>;
  /** The same, if it was asked for already, however that ended; none if it wasn't. */
  listedSoFar(at: Location): Promise<readonly Shown[]>;
  /** What exists and keeps its name, as far as this run can tell. */
  inUse(at: Location, name: string): Promise<readonly Shown[]>;
  /**
   * Reserves a name for a new resource, or for one that changes its name.
   *
   * @param holder
   *  ID of the one that changes its name.
   * @returns whether another one has reserved it already.
   */
  reserve(at: Location, name: string, holder?: string): boolean;
  /** How many there would be in a place with those whose names are reserved there, one a name. */
  crowd(at: Location): Promise<number>;
  /** It was deleted in this run. */
  deleted(id: string): void;
  /**
   * A resource that this run has to do with. Its name doesn't count as in use, since it may be about to be renamed or replaced,
   * unless it stays as it is.
   *
   * @param incarnation
   *  As the state has it now.
   */
  manages(id: string, incarnation: string, how?: { readonly unchanged: boolean }): void;
  /** Whether this run has to do with a resource. */
  isKnown(id: string): boolean;
  /** Whether this run is about to change or replace it, as far as it can tell. */
  isChanging(id: string): boolean;
  /** A new resource of the program is to adopt it. */
  willAdopt(id: string): void;
  /** Whether a new resource is to adopt what isn't its own yet. @param incarnation of the one that has it. */
  isToBeAdopted(id: string, incarnation: string): boolean;
  /** It is being adopted right now. */
  claim(id: string): void;
  /** It was created or adopted, under its incarnation. */
  owns(id: string, incarnation: string): void;
  /** Whether it was created or adopted in this run, or is being adopted. */
  isOwned(id: string): boolean;
  /** Whether it belongs to another incarnation, created or seen in this run, and so isn't the earlier one's to delete. */
  belongsToAnother(id: string, incarnation: string): boolean;
}

/** A LIST that was refused is asked for again after this long, in milliseconds. */
const FAILURE_LASTS_MS = 10_000;

/** @param collection what the LIST is asked of. */
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
      // A replacement compares the predecessor first, and adopts it after that.
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

/** One LIST a place. */
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
      // What is refused isn't asked again at once: `check` comes for one resource after the other. An outage may be over.
      const refused = error instanceof ApiError && error.status < 500;
      if (refused) setTimeout(() => lists.delete(key), FAILURE_LASTS_MS).unref();
      else lists.delete(key);
    });
    return list;
  };
  return { existingAtStart, listedSoFar: (at) => lists.get(keyOf(at)) ?? Promise.resolve([]) };
}
