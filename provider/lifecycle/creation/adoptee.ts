import { SinchError } from "../../base/errors";
import { quotedName, wordOrQuoted } from "../../base/printable";
import type { Inputs, Location } from "../../model/state";
import type { Shown } from "../../model/wire";
import { type Collection, isNotFound } from "../../sinch/collection";
import { REGIONS } from "../../sinch/hosts";
import type { Context } from "../context";
import { ADOPT_FORM } from "./adopt-pairs";
import type { Intent } from "./intent";
import { placeOf } from "./words";

type Found = Promise<Shown | undefined>;

const conflict = (message: string): SinchError => new SinchError("ERR_SINCH_CONFLICT", message);

/**
 * The resource to adopt, as the service has it; `undefined` if one is to be created. The environment doesn't adopt what
 * this process created or adopted already, since two resources of a program can have the same name.
 *
 * @param options `claims`: adopt it right now, so that no other resource of its name adopts it at the same time.
 * @throws SinchError `ERR_SINCH_CONFLICT` if the resource doesn't exist or has another name.
 */
export async function adoptee(context: Context, inputs: Inputs, intent: Intent, { claims = false } = {}): Found {
  const { adopt, lacksId } = intent;
  const { noun, identity } = context.type.definition;
  const name = quotedName(inputs[identity]);
  if (lacksId) throw conflict(`SINCH_ADOPT names ${name} without an id. It must be ${ADOPT_FORM}`);
  const { resource, left } = await namedByEnvironment(context, inputs, intent, claims);
  if (resource) return resource;
  const id = adopt ?? (await nowhere(context.collection, inputs, left));
  if (id === undefined) return undefined;
  const found = adopt === undefined ? undefined : await find(context, inputs, id);
  if (found) return found;
  const from = adopt === undefined ? "SINCH_ADOPT" : "adopt";
  throw conflict(`${from}: there is no ${noun} ${wordOrQuoted(id)} in ${placeOf(context.type, inputs)}`);
}

/** @returns those not found as well. */
async function namedByEnvironment(
  context: Context,
  inputs: Inputs,
  { named, names }: Intent,
  claims: boolean,
): Promise<{ resource?: Shown; left: readonly string[] }> {
  const { registry, type } = context;
  const { noun, identity } = type.definition;
  const missing: string[] = [];
  for (const id of named.filter((one) => !registry.isOwned(one))) {
    const resource = await find(context, inputs, id);
    if (registry.isOwned(id)) continue;
    if (!resource) {
      missing.push(id);
      continue;
    }
    if (resource[identity] !== inputs[identity]) {
      // A name with an equals sign can look like several pairs.
      if (names(resource[identity], id)) continue;
      throw conflict(
        `SINCH_ADOPT: ${noun} ${wordOrQuoted(id)} is named ${quotedName(resource[identity])}. To adopt it anyway, set adopt: "${id}" in the program`,
      );
    }
    if (claims) registry.claim(id);
    return { resource, left: [] };
  }
  return { left: missing.filter((id) => !registry.isOwned(id)) };
}

async function find({ type, registry, collection }: Context, at: Location, id: string): Found {
  const listed = (await registry.existingAtStart(at)).find((one) => one.id === id);
  if (listed) return listed;
  // It may have been created since the LIST.
  const found = await collection.get(at, id).catch(absent);
  return found && type.parentOf(found) === type.parentOf(at) ? found : undefined;
}

/** The first ID that no other region has either. There, another resource of the program may have the name. */
async function nowhere(collection: Collection, at: Location, ids: readonly string[]): Promise<string | undefined> {
  for (const id of ids) {
    // If the type has a parent, a resource can belong to another parent in the same region.
    const others = REGIONS.filter((region) => region !== at.region || collection.type.parentField !== undefined);
    const found = await Promise.all(
      others.map((region) => collection.get({ projectId: at.projectId, region }, id).catch(absent)),
    );
    if (found.every((one) => one === undefined)) return id;
  }
  return undefined;
}

function absent(error: unknown): undefined {
  if (!isNotFound(error)) throw error;
}
