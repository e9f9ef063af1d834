import * as pulumi from "@pulumi/pulumi";
import {
  type Collection,
  type Location,
  locationOf,
  type ResourceType,
  type SeenPlace,
  Settings,
  type Shown,
} from "../provider";
import type { LookupPlace } from "./get-app-args";
import { loadClient } from "./load-client";

/** The resources of one type in one place, as look-ups see them. */
export interface Place {
  readonly at: Location;
  /** All of them, with one LIST for all look-ups that don't depend on resources. */
  list(fresh: boolean): Promise<readonly Shown[]>;
  /** One of them, or `undefined` if it doesn't exist. */
  get(id: string, fresh: boolean): Promise<Shown | undefined>;
}

/** A place as a look-up sees it. @param fresh Whether to ignore earlier results. */
export const seenAt = (place: Place, fresh: boolean): SeenPlace => ({
  at: place.at,
  list: () => place.list(fresh),
  get: (id) => place.get(id, fresh),
});

/** What the look-ups in one run of a program share. */
class Lookups {
  readonly settings = new Settings((key) => pulumi.runtime.getConfig(key), process.env);
  private readonly clients = new Map<ResourceType, Collection>();
  private readonly lists = new Map<string, Promise<readonly Shown[]>>();

  /** @param lasting Whether a finished LIST serves later look-ups. */
  constructor(private readonly lasting: boolean) {}

  placeOf(type: ResourceType, args: LookupPlace): Place {
    const { parentField } = type;
    const own = { projectId: args.projectId, region: args.region };
    const parent =
      parentField === undefined ? {} : { [parentField]: (args as Readonly<Record<string, unknown>>)[parentField] };
    const at = { ...locationOf(type, this.settings, own, "arguments"), ...parent };
    // Without the parent's ID, its resources can't be listed.
    const isListed = parentField === undefined || type.parentOf(at) !== undefined;
    return {
      at,
      list: (fresh) => (fresh ? this.ask(type, (client) => client.list(at)) : this.listed(type, at)),
      get: async (id, fresh) => {
        const found = fresh || !isListed ? undefined : (await this.listed(type, at)).find((listed) => listed.id === id);
        // A LIST may not show a new resource yet.
        return found ?? this.ask(type, (client) => client.get(at, id)).catch(absent);
      },
    };
  }

  private listed(type: ResourceType, at: Location): Promise<readonly Shown[]> {
    const place = `${type.definition.noun} ${type.placeName(at)}`;
    const present = this.lists.get(place);
    if (present) return present;
    const list = this.ask(type, (client) => client.list(at));
    this.lists.set(place, list);
    const forget = (): void => void this.lists.delete(place);
    list.then(this.lasting ? undefined : forget, forget);
    return list;
  }

  /** The client is loaded with the first request, so programs without look-ups don't load it. */
  private async ask<T>(type: ResourceType, request: (client: Collection) => Promise<T>): Promise<T> {
    const client = this.clients.get(type) ?? clientFor(type, this.settings);
    this.clients.set(type, client);
    return request(client);
  }
}

async function absent(error: unknown): Promise<undefined> {
  const { isNotFound } = loadClient();
  if (!isNotFound(error)) throw error;
}

function clientFor(type: ResourceType, settings: Settings): Collection {
  const { createCollection, createTransport, resourceTypes } = loadClient();
  // In a `node:vm` context, the client has its own resource types.
  const own = Object.values(resourceTypes).find(({ definition }) => definition.noun === type.definition.noun) ?? type;
  return createCollection(own, createTransport(settings));
}

const ofRuns = new WeakMap<object, Lookups>();
const outside = new Lookups(false);

/** The place of a look-up, with earlier results of this run. */
export function placeOf(type: ResourceType, args: LookupPlace): Place {
  // A process can run several programs, in sequence or concurrently (Automation API); each has its own stack.
  const run = pulumi.runtime.getStackResource();
  if (!run) return outside.placeOf(type, args);
  const lookups = ofRuns.get(run) ?? new Lookups(true);
  ofRuns.set(run, lookups);
  return lookups.placeOf(type, args);
}
