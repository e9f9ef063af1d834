import type { Known } from "./fingerprints";
import { type Fields, fieldsOf, fieldsThatDiffer, type Leaves, leavesOf } from "./leaves";
import { mergeItems } from "./merge-list";
import { listKeys } from "./resource-type";
import { toWire, toWireName, type Wire } from "./wire";

/** A PATCH: what is sent, and the top-level wire names that it is about. */
export interface Patch {
  /** Exactly the masked fields, whole; a masked field that is absent goes back to the service's default. */
  readonly body: Wire;
  /** Sorted. */
  readonly updateMask: readonly string[];
}

/**
 * Works out the PATCH that leads from what is applied to what is desired, or `undefined` where there is nothing to send.
 * A three-way patch: with `live`, an item of a list that the program didn't change goes back as the service shows it.
 *
 * @param applied
 *  What the state knows.
 * @param desired
 *  The writable fields that the program asks for, secrets in their places.
 * @param live
 *  The app as the service shows it, taken apart. Without it the answer says that there is something to send, and which
 *  fields, but a list in its body isn't what may be sent.
 * @throws SinchError `ERR_SINCH_CONFLICT` where an item was changed by somebody else since the state was written.
 */
export function planPatch(applied: Known, desired: Fields, live?: Leaves): Patch | undefined {
  const wanted = leavesOf(desired);
  const changed = fieldsThatDiffer(applied.leaves, wanted);
  if (changed.length === 0) return undefined;
  const body: Record<string, unknown> = {};
  for (const field of changed) {
    const value = live && listKeys(field) ? mergeItems(field, applied, wanted, live) : desired[field];
    if (value !== undefined && value !== null) body[field] = value;
  }
  return { body: toWire(body) as Wire, updateMask: changed.map(toWireName).sort() };
}

/** The body of a POST: everything that the program asks for. */
export function planCreate(desired: Fields): Wire {
  return toWire(fieldsOf(leavesOf(desired))) as Wire;
}
