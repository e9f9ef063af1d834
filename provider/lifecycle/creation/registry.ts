import type { AppsClient } from "../../sinch/collection";
import type { Location } from "../../sinch/settings";
import { ApiError } from "../../base/errors";
import type { Wire } from "../../model/wire";

/**
 * What this process knows of the apps that are there: it makes no second app of a name, and deletes none that was
 * adopted anew.
 */
export interface Presence {
  /** The apps of a project and region as they were before this process made any: one LIST for all that ask. */
  before(at: Location): Promise<readonly Wire[]>;
  /** Apps that are there and stay there under a name, as far as this process can tell. */
  taken(at: Location, displayName: string): Promise<readonly Wire[]>;
  /** A new resource asks for a name. @returns whether another one did before. */
  asks(at: Location, displayName: string): boolean;
  /**
   * An app that this process has to do with. Its name doesn't count as taken, since it may be about to be renamed or replaced,
   * unless it stays as it is.
   *
   * @param incarnation
   *  As the state has it now.
   */
  saw(id: string, incarnation: string, how?: { readonly stays: boolean }): void;
  /** Whether this process has to do with an app. */
  hasSeen(id: string): boolean;
  /** An app that a new resource is to adopt. */
  wants(id: string): void;
  /** Whether a new resource is to adopt an app that isn't its own yet. @param incarnation of the app's own resource. */
  isWanted(id: string, incarnation: string): boolean;
  /** An app that is about to be adopted. */
  claim(id: string): void;
  /** An app that was made or adopted, under its incarnation. */
  took(id: string, incarnation: string): void;
  /** Whether an app was made or adopted in this process, or is about to be. */
  hasTaken(id: string): boolean;
  /** Whether an app is that of another incarnation, made or seen in this process, and so isn't the earlier one's to delete. */
  isAnothers(id: string, incarnation: string): boolean;
}

/** A LIST that was refused is asked for again after this long. */
const FAILURE_LASTS_MS = 10_000;

/** @param client what the LIST is made with. */
export function createPresence(client: AppsClient): Presence {
  const lists = new Map<string, Promise<readonly Wire[]>>();
  const incarnations = new Map<string, string>();
  const seen = new Set<string>();
  const staying = new Set<string>();
  const asked = new Set<string>();
  const taken = new Set<string>();
  const wanted = new Set<string>();

  const before = (at: Location): Promise<readonly Wire[]> => {
    const place = `${at.projectId}/${at.region}`;
    const present = lists.get(place);
    if (present) return present;
    const list = client.list(at);
    lists.set(place, list);
    list.catch((error: unknown) => {
      // What is refused isn't asked again at once: `check` comes for one app after the other. An outage may be over.
      const refused = error instanceof ApiError && error.status < 500;
      if (refused) setTimeout(() => lists.delete(place), FAILURE_LASTS_MS).unref();
      else lists.delete(place);
    });
    return list;
  };

  const isInTheWay = (id: string): boolean => !seen.has(id) || staying.has(id);

  return {
    before,
    async taken(at, displayName) {
      const apps = await before(at);
      return apps.filter((app) => app.display_name === displayName && isInTheWay(app.id as string));
    },
    asks(at, displayName) {
      const name = JSON.stringify([at.projectId, at.region, displayName]);
      const before = asked.has(name);
      asked.add(name);
      return before;
    },
    saw(id, incarnation, { stays } = { stays: false }) {
      seen.add(id);
      if (stays) staying.add(id);
      else staying.delete(id);
      // A replacement compares the predecessor first, and takes the app over after that.
      if (!taken.has(id)) incarnations.set(id, incarnation);
    },
    hasSeen: (id) => seen.has(id),
    wants: (id) => void wanted.add(id),
    isWanted: (id, incarnation) => wanted.has(id) && incarnations.get(id) !== incarnation,
    claim(id) {
      seen.add(id);
      taken.add(id);
    },
    took(id, incarnation) {
      seen.add(id);
      taken.add(id);
      incarnations.set(id, incarnation);
    },
    hasTaken: (id) => taken.has(id),
    isAnothers: (id, incarnation) => (incarnations.get(id) ?? incarnation) !== incarnation,
  };
}
