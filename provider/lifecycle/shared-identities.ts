import { SinchError } from "../base/errors";
import { quotedName } from "../base/printable";
import { type Identity, identitiesIn } from "../model/identities";
import { type Leaves, leavesOf } from "../model/leaves";
import { byKey } from "../model/path";
import type { ResourceType } from "../model/resource-type";
import { UNKNOWN } from "../model/secrets";
import { desiredIn, type Inputs, type Location } from "../model/state";
import type { Shown } from "../model/wire";
import type { Claimant } from "./claims";
import type { Context } from "./context";

/** The resource whose identities are checked. */
export interface Own extends Claimant {
  /** The resource that it adopts. */
  readonly adopts?: string | undefined;
  /** Others with its name may exist: it replaces one of them. */
  readonly besideItsName?: boolean;
}

type SharingContext = Pick<Context, "type" | "settings" | "registry" | "claims">;

/** The claims of a new resource that another one has, one line each. */
export function ofNewResource(context: SharingContext, inputs: Inputs, own: Omit<Own, "name">): Promise<string[]> {
  const { type, claims } = context;
  const mine = identitiesIn(type, desiredIn(type, inputs).leaves);
  const by = { ...own, name: nameIn(type, inputs) };
  const shared = sharing(context, inputs, by, mine);
  claims.set(
    inputs,
    { name: by.name, ...(own.adopts === undefined ? {} : { id: own.adopts }) },
    mine.map(({ key }) => key),
  );
  return shared;
}

/**
 * The new identities in an update that another resource has, one line each. Needs one LIST for all resources, or none
 * if no identity is new.
 *
 * @throws SinchError `ERR_SINCH_CONFLICT` if the configuration refuses shared identities.
 */
export async function sharedIdentities(
  context: SharingContext,
  id: string,
  before: Inputs,
  news: Inputs,
): Promise<string[]> {
  const { type, claims } = context;
  const fresh = claims.fresh.get(id) ?? [];
  if (!claims.begun || fresh.length === 0) return [];
  return sharing(context, before, { id, name: nameIn(type, news) }, fresh);
}

/** Records what an existing resource claims from now on, and which claims are new, if one of its lists changes. */
export function claimChanged(context: SharingContext, id: string, news: Inputs, known: Leaves, desired: Leaves): void {
  const { type, claims } = context;
  const [had, mine] = [identitiesIn(type, known), identitiesIn(type, desired)];
  const keys = new Set(had.map(({ key }) => key));
  claims.fresh.set(
    id,
    mine.filter(({ key }) => !keys.has(key)),
  );
  claims.set(
    news,
    { id, name: nameIn(type, news) },
    mine.map(({ key }) => key),
  );
}

/** Records what an existing resource claims from now on: nothing if it is replaced or deleted. */
export function claim(
  { type, claims }: SharingContext,
  id: string,
  news: Inputs,
  desired: Leaves | undefined,
  how: "set" | "created" = "set",
): void {
  const mine = desired ? identitiesIn(type, desired) : [];
  claims[how](
    news,
    { id, name: nameIn(type, news) },
    mine.map(({ key }) => key),
  );
}

async function sharing(context: SharingContext, at: Location, own: Own, mine: readonly Identity[]): Promise<string[]> {
  const { type, settings, registry, claims } = context;
  if (mine.length === 0 || [at.projectId, at.region].includes(UNKNOWN)) return [];
  const inProgram = mine.flatMap((identity) =>
    claims
      .by(at, identity.key)
      .filter((other) => other.id === undefined || !isItself(context, own, other))
      .map((other) => ({ identity, other })),
  );
  const refuses = settings.sharedIdentities() === "refuse";
  // A new resource's name was already checked, if possible; and a changed token is usually just a newer one.
  const asks = own.id !== undefined && mine.some(({ path }) => !type.isSecret(path));
  const listed = asks ? registry.existingAtStart(at) : registry.listedSoFar(at);
  const existing = indexed(type, await listed.catch(() => []));
  const atService = mine.flatMap((identity) =>
    (existing.get(identity.key) ?? [])
      .filter((other) => !claims.has(other.id as string) && !isItself(context, own, other))
      .map((other) => ({ identity, other })),
  );
  const found = [...inProgram, ...atService];
  const texts = found.map(({ identity, other }) => textOf(type, at, own, identity, other));
  const refused = texts.filter((_, index) => refuses && !(own.besideItsName && found[index]?.other.name === own.name));
  if (refused.length === 0) return texts;
  throw new SinchError(
    "ERR_SINCH_CONFLICT",
    `${refused.join("; ")}. Set another one, or remove it from the other ${type.definition.noun} first; ` +
      "sinch:sharedIdentities is refuse",
  );
}

/**
 * Whether it is the resource itself, the one that it adopts, or the one that it replaces: about to change, with the
 * same name.
 */
function isItself({ registry }: SharingContext, own: Own, { id, name }: Claimant): boolean {
  if (id === undefined) return false;
  if (id === own.id || id === own.adopts) return true;
  return own.id === undefined && name === own.name && registry.isChanging(id);
}

const nameIn = (type: ResourceType, props: Readonly<Record<string, unknown>>): string =>
  props[type.definition.identity] === UNKNOWN ? "" : String(props[type.definition.identity]);

const indexes = new WeakMap<readonly Shown[], ReadonlyMap<string, Claimant[]>>();

/** The resources of a LIST by identity. */
export function indexed(type: ResourceType, resources: readonly Shown[]): ReadonlyMap<string, readonly Claimant[]> {
  const present = indexes.get(resources);
  if (present) return present;
  const index = new Map<string, Claimant[]>();
  for (const resource of resources) {
    const by = { id: resource.id, name: nameIn(type, resource) };
    for (const { key } of identitiesIn(type, leavesOf(type, resource))) index.set(key, [...(index.get(key) ?? []), by]);
  }
  indexes.set(resources, index);
  return index;
}

function textOf(type: ResourceType, at: Location, own: Claimant, { path }: Identity, other: Claimant): string {
  const { noun, sharing: effect } = type.definition;
  const called = ({ name, id }: Claimant): string =>
    `${name === "" ? `a ${noun}` : `${noun} ${quotedName(name)}`} (${id ?? "new"})`;
  return (
    `${called(own)} and ${called(other)} have the same ${byKey(type, path)} in project ${at.projectId}, region ${at.region}` +
    (effect ? `: ${effect}` : "")
  );
}
