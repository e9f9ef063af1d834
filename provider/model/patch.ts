import { own } from "../base/values";
import type { Known } from "./comparison";
import { fieldsThatDiffer, sameLeaf } from "./comparison";
import { type Desired, type Fields, joinPath, type Leaves, leavesOfField, splitPath } from "./leaves";
import { mergeItems } from "./merge-list";
import type { ResourceType } from "./resource-type";

/** A PATCH, in the program's names: what is sent, and the fields that it is about. */
export interface Patch {
  /** Exactly the fields of the mask, whole; one that is absent goes back to the service's default. */
  readonly body: Fields;
  /** The top-level fields, in the schema's order; of what the schema doesn't know each name by itself, `extraFields/new_setting`. */
  readonly mask: readonly string[];
}

/**
 * Works out the PATCH that leads from what is applied to what is desired, or `undefined` where there is nothing to send.
 * A three-way patch: with `live`, an item of a list that the program didn't change goes back as the service shows it.
 *
 * @param applied
 *  What the state knows.
 * @param desired
 *  What the program asks for.
 * @param live
 *  The resource as the service shows it, taken apart. Without it the answer says that there is something to send, and which
 *  fields, but a list in its body isn't what may be sent.
 * @param changed
 *  The top-level fields to send: those that differ.
 * @throws SinchError `ERR_SINCH_CONFLICT` where an item was changed by somebody else since the state was written.
 */
export function planPatch(
  type: ResourceType,
  applied: Known,
  desired: Desired,
  live?: Leaves,
  changed: readonly string[] = fieldsThatDiffer(type, applied.leaves, desired.leaves),
): Patch | undefined {
  const { fields, leaves: wanted } = desired;
  if (changed.length === 0) return undefined;
  const body: Record<string, unknown> = {};
  const extra = type.openField;
  const names = extra === undefined ? [] : extraNamesToSend(type, extra, changed, applied.leaves, wanted);
  const given = extra === undefined ? undefined : fields[extra];
  const kept = names.filter((name) => own(given, name) !== undefined && own(given, name) !== null);
  if (extra !== undefined && kept.length > 0) {
    body[extra] = Object.fromEntries(kept.map((name) => [name, own(given, name)]));
  }
  const withTheirs = type.writableFields.filter(
    (field) => field !== extra && (changed.includes(field) || names.includes(type.toWireName(field))),
  );
  for (const field of withTheirs) {
    const value = live && type.listKeys(field) ? mergeItems(type, field, applied, wanted, live) : fields[field];
    const node = type.properties[field];
    if (value !== undefined && value !== null) body[field] = value;
    else if (node && "x-cleared-by" in node) body[field] = node["x-cleared-by"];
  }
  const mask = [...withTheirs, ...names.map((name) => joinPath([extra as string, name]))];
  return { body, mask };
}

/**
 * The names in an open field that go into a PATCH, sorted: those that differ, and what an object has that goes out whole. The name of an
 * object that the schema knows takes the object along.
 */
function extraNamesToSend(
  type: ResourceType,
  field: string,
  changed: readonly string[],
  applied: Leaves,
  wanted: Leaves,
): string[] {
  const differ = changed.includes(field) ? namesThatDiffer(field, applied, wanted) : [];
  const whole = changed.map(type.toWireName).filter((name) => leavesOfField(wanted, joinPath([field, name])).size > 0);
  return [...new Set([...differ, ...whole])].sort();
}

/** The names in an open field in which two resources differ, sorted. */
function namesThatDiffer(field: string, one: Leaves, other: Leaves): string[] {
  const [before, after] = [leavesOfField(one, field), leavesOfField(other, field)];
  const paths = [...new Set([...before.keys(), ...after.keys()])].filter(
    (path) => !sameLeaf(before.get(path), after.get(path)),
  );
  return [...new Set(paths.flatMap((path) => splitPath(path)[1] ?? []))].sort();
}
