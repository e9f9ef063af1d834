import { own } from "../base/values";
import type { Known } from "./comparison";
import { fieldsThatDiffer, sameLeaf } from "./comparison";
import { type Desired, type Fields, joinPath, type Leaves, leavesOfField, splitPath } from "./leaves";
import { mergeItems } from "./merge-list";
import type { ResourceType } from "./resource-type";

/** A PATCH in the program's names: the body and its update mask. */
export interface Patch {
  /** Exactly the masked fields, whole. An absent one goes back to the service's default. */
  readonly body: Fields;
  /**
   * Top-level fields in the schema's order. Fields outside the schema are listed one by one: `extraFields/new_setting`.
   */
  readonly mask: readonly string[];
}

/**
 * Computes the PATCH from the applied to the desired resource, or `undefined` if there is nothing to send. With `live`,
 * it is a three-way patch: an item of a list that the program didn't change goes back as the service shows it.
 *
 * @param applied What the state knows.
 * @param desired The program's inputs.
 * @param live The leaves that the service shows. Without them, the result tells which fields to send, but a list in its
 * body must not be sent.
 * @param changed The top-level fields to send: those that differ.
 * @throws SinchError `ERR_SINCH_CONFLICT` if somebody else changed an item since the state was written.
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
 * The names in an open field to send in a PATCH, sorted: those that differ, and the fields of an object that goes out
 * whole. The name of an object in the schema brings the object along.
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

/** The names in an open field that differ between two resources, sorted. */
function namesThatDiffer(field: string, one: Leaves, other: Leaves): string[] {
  const [before, after] = [leavesOfField(one, field), leavesOfField(other, field)];
  const paths = [...new Set([...before.keys(), ...after.keys()])].filter(
    (path) => !sameLeaf(before.get(path), after.get(path)),
  );
  return [...new Set(paths.flatMap((path) => splitPath(path)[1] ?? []))].sort();
}
