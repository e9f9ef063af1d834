import * as pulumi from "@pulumi/pulumi";
import { appType, type Collection, type Location, locationOf, type SeenPlace, Settings, type Shown } from "../provider";
import type { LookupPlace } from "./get-app-args";
import { loadClient } from "./load-client";

/** The apps of one place, as look-ups see them. */
export interface Place {
  readonly at: Location;
  /** The apps that are there: one LIST for all look-ups of a program that could know as much at its start. */
  list(fresh: boolean): Promise<readonly Shown[]>;
  /** One app, or `undefined` where there is none. */
  get(id: string, fresh: boolean): Promise<Shown | undefined>;
}

/** A place as a look-up sees it. @param fresh what was looked up before doesn't count. */
export const seenAt = (place: Place, fresh: boolean): SeenPlace => ({
  at: place.at,
  list: () => place.list(fresh),
  get: (id) => place.get(id, fresh),
});

/** What the look-ups of one run of a program share. */
class Lookups {
  readonly settings = new Settings((key) => pulumi.runtime.getConfig(key), process.env);
  private client: Collection | undefined;
  private readonly lists = new Map<string, Promise<readonly Shown[]>>();

  /** @param lasting whether a LIST serves look-ups that come when it is done. */
  constructor(private readonly lasting: boolean) {}

  placeOf(args: LookupPlace): Place {
    const at = locationOf(appType, this.settings, { projectId: args.projectId, region: args.region }, "arguments");
    return {
      at,
      list: (fresh) => (fresh ? this.ask((client) => client.list(at)) : this.listed(at)),
      get: async (id, fresh) => {
        const app = fresh ? undefined : (await this.listed(at)).find((listed) => listed.id === id);
        // A LIST can lag behind.
        return app ?? this.ask((client) => client.get(at, id)).catch(absent);
      },
    };
  }

  private listed(at: Location): Promise<readonly Shown[]> {
    const place = `${at.projectId}/${at.region}`;
    const present = this.lists.get(place);
    if (present) return present;
    const list = this.ask((client) => client.list(at));
    this.lists.set(place, list);
    const forget = (): void => void this.lists.delete(place);
    list.then(this.lasting ? undefined : forget, forget);
    return list;
  }

  /** The client isn't loaded before the first request: programs that look nothing up do without. */
  private async ask<T>(request: (client: Collection) => Promise<T>): Promise<T> {
    this.client ??= clientFor(this.settings);
    return request(this.client);
  }
}

async function absent(error: unknown): Promise<undefined> {
  const { isNotFound } = loadClient();
  if (!isNotFound(error)) throw error;
}

function clientFor(settings: Settings): Collection {
  const { appType, createCollection, createTransport } = loadClient();
  return createCollection(appType, createTransport(settings));
}

const ofRuns = new WeakMap<object, Lookups>();
const outside = new Lookups(false);

/** Where a look-up looks, with what this run of the program has seen already. */
export function placeOf(args: LookupPlace): Place {
  // A process can run several programs, one after the other or at once (the Automation API's): each has a stack of its own.
  const run = pulumi.runtime.getStackResource();
  if (!run) return outside.placeOf(args);
  const lookups = ofRuns.get(run) ?? new Lookups(true);
  ofRuns.set(run, lookups);
  return lookups.placeOf(args);
}
