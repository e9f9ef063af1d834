import { whileDoing } from "../base/errors";
import { quotedName } from "../base/printable";
import type { ResourceType } from "../model/resource-type";
import { type Collection, createCollection } from "../sinch/collection";
import { createReads, type Reads } from "../sinch/reads";
import type { Settings } from "../sinch/settings";
import type { Transport } from "../sinch/transport";
import { type Claims, createClaims } from "./claims";
import { createRegistry, type Registry } from "./creation/registry";
import { createPoller, type Poller, type Waits } from "./poller";

/** The dependencies of one resource type's lifecycle. */
export interface Context {
  readonly type: ResourceType;
  readonly settings: Settings;
  readonly collection: Collection;
  readonly reads: Reads;
  readonly registry: Registry;
  readonly claims: Claims;
  readonly poller: Poller;
  /** When to look for a resource after a lost response: waits in milliseconds, default about 10 s in all. */
  readonly looksMs?: readonly number[];
}

/** Creates the context at the start of a run. */
export function createContext(type: ResourceType, settings: Settings, transport: Transport, waits?: Waits): Context {
  const collection = createCollection(type, transport);
  const [reads, registry] = [readsOf(type, transport), createRegistry(collection)];
  const poller = createPoller(collection, waits);
  return { type, settings, collection, reads, registry, claims: createClaims(), poller };
}

function readsOf(type: ResourceType, transport: Transport): Reads {
  const { parent } = type.definition;
  return createReads(createCollection(type, transport), Date.now, parent && readsOf(parent.type, transport));
}

/** A resource as messages name it: the noun, and the name in quotes. */
export const nameOf = ({ definition }: ResourceType, props: Readonly<Record<string, unknown>>): string =>
  `${definition.noun} ${quotedName(props[definition.identity])}`;

/** Prefixes the operation to an error. */
export async function during<T>(operation: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw whileDoing(operation, error);
  }
}
