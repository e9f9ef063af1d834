import { SinchError } from "../../base/errors";
import { escaped } from "../../base/printable";
import { mayStayHidden, sameLeaf, showsAsked } from "../../model/comparison";
import { type Desired, type Fields, type Leaves, leavesOf, leavesOfField, splitPath } from "../../model/leaves";
import { type Patch, planPatch } from "../../model/patch";
import { byKey } from "../../model/path";
import type { ResourceType } from "../../model/resource-type";
import { UNKNOWN } from "../../model/secrets";
import type { Location } from "../../model/state";
import type { Shown } from "../../model/wire";
import type { Context } from "../context";

/**
 * The existing values of the fields that the program sets. A field that the response omits counts as its default and
 * isn't sent. Exceptions: a default that can destroy data, and a field that may just be hidden.
 */
function statedOf(type: ResourceType, live: Leaves, desired: Leaves): Leaves {
  const isCertain = (path: string): boolean =>
    !type.nodeAt(splitPath(path))?.["x-default-destroys-data"] && !mayStayHidden(type, path);
  const existing = [...desired].flatMap(([path, wanted]): [string, unknown][] => {
    if (isCertain(path) && showsAsked(type, path, wanted, live.get(path))) return [[path, wanted]];
    return live.has(path) ? [[path, live.get(path)]] : [];
  });
  return new Map(existing);
}

/** Why a resource can't be adopted: it has items that the program doesn't set, and a list is replaced as a whole. */
export function lossByAdopting(type: ResourceType, resource: Shown, wanted: Leaves): string | undefined {
  const live = leavesOf(type, resource);
  const lost = [...wanted].flatMap(([path, keys]) => {
    const there = type.listKeys(path) ? live.get(path) : undefined;
    return Array.isArray(there) && Array.isArray(keys)
      ? there.filter((key) => !keys.includes(key)).map((key) => byKey(type, [path, key]))
      : [];
  });
  if (lost.length === 0) return undefined;
  return (
    `${type.definition.noun} ${resource.id} has what the program doesn't set, and adoption would remove it: ${lost.join(", ")}. ` +
    `Set it in the program, or remove it from the ${type.definition.noun} first`
  );
}

/**
 * Adopts a resource, patching only the fields that differ; sends nothing if none do. @returns the resource afterwards.
 */
export async function adopt(
  { type, collection }: Context,
  at: Location,
  id: string,
  desired: Desired,
  salt: string,
): Promise<Shown> {
  const resource = await collection.get(at, id);
  const loss = lossByAdopting(type, resource, desired.leaves);
  if (loss) throw new SinchError("ERR_SINCH_CONFLICT", loss);
  const patch = patchOfAdoption(type, resource, desired, salt);
  return patch ? collection.update(at, id, patch) : resource;
}

function patchOfAdoption(type: ResourceType, resource: Shown, desired: Desired, salt: string): Patch | undefined {
  const live = leavesOf(type, resource);
  return planPatch(type, { leaves: statedOf(type, live, desired.leaves), fingerprints: {}, salt }, desired, live);
}

/** Said of an adoption that changes nothing. */
export const NOTHING_CHANGES = "nothing changes";

/**
 * What an adoption would change. The preview needs it, since it shows a creation and nothing of the existing resource.
 * Values of fields that can't hold a secret are shown: `retentionPolicy.ttlDays 180 → 1`.
 *
 * @throws SinchError `ERR_SINCH_CONFLICT` if the adoption would be refused.
 */
export function changesByAdopting(type: ResourceType, resource: Shown, desired: Desired): string {
  const patch = patchOfAdoption(type, resource, desired, "");
  if (!patch) return NOTHING_CHANGES;
  const live = leavesOf(type, resource);
  const existing = statedOf(type, live, desired.leaves);
  const changed = [...desired.leaves].filter(([path, value]) => !sameLeaf(value, existing.get(path)));
  return `that changes ${changed.map(([path, value]) => changeOf(type, path, live.get(path), value)).join(", ") || patch.mask.join(", ")}`;
}

function changeOf(type: ResourceType, path: string, from: unknown, to: unknown): string {
  const [field = "", ...below] = splitPath(path);
  if (type.secretFields.includes(field))
    return type.listKeys(field) && below.length === 0 ? `${field}: the order` : byKey(type, [field, ...below]);
  const shown = (value: unknown): string =>
    value === UNKNOWN ? "unknown yet" : escaped(JSON.stringify(value ?? null));
  return `${byKey(type, [field, ...below])} ${shown(from)} → ${shown(to)}`;
}

/**
 * The inputs that match the existing resource already, secrets aside. An adopted resource may keep what this schema
 * doesn't know, such as an item of a newer kind.
 */
export function asExisting(type: ResourceType, resource: Shown, desired: Fields): Fields {
  const live = leavesOf(type, resource);
  const stated: Record<string, unknown> = {};
  for (const [field, value] of Object.entries(desired)) {
    const wanted = leavesOf(type, { [field]: value });
    const keys = type.listKeys(field) ? wanted.get(field) : undefined;
    if (Array.isArray(keys) && Array.isArray(value)) {
      stated[field] = value.filter((_, index) => matches(type, leavesOfField(wanted, `${field}/${keys[index]}`), live));
    } else if (matches(type, wanted, live)) {
      stated[field] = value;
    }
  }
  return stated;
}

function matches(type: ResourceType, wanted: Leaves, live: Leaves): boolean {
  return [...wanted].every(([path, value]) => sameLeaf(value, live.get(path)) || type.isSecret(splitPath(path)));
}
