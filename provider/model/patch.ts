import type { Known } from "./fingerprints";
import { type Desired, type Fields, fieldsThatDiffer, type Leaves } from "./leaves";
import { mergeItems } from "./merge-list";
import type { ResourceType } from "./resource-type";

/** A PATCH, in the program's names: what is sent, and the fields that it is about. */
export interface Patch {
  /** Exactly the fields of the mask, whole; one that is absent goes back to the service's default. */
  readonly body: Fields;
  /** The top-level fields, in the schema's order. */
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
 * @throws SinchError `ERR_SINCH_CONFLICT` where an item was changed by somebody else since the state was written.
 */
export function planPatch(type: ResourceType, applied: Known, desired: Desired, live?: Leaves): Patch | undefined {
  const { fields, leaves: wanted } = desired;
  const changed = fieldsThatDiffer(type, applied.leaves, wanted);
  if (changed.length === 0) return undefined;
  const body: Record<string, unknown> = {};
  for (const field of changed) {
    const value = live && type.listKeys(field) ? mergeItems(type, field, applied, wanted, live) : fields[field];
    const node = type.properties[field];
    if (value !== undefined && value !== null) body[field] = value;
    else if (node && "x-cleared-by" in node) body[field] = node["x-cleared-by"];
  }
  return { body, mask: changed };
}
