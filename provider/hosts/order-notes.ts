import { printable } from "../base/printable";
import { sameLeaf } from "../model/comparison";
import { type Leaves, leavesOfField } from "../model/leaves";
import type { ResourceType } from "../model/resource-type";
import { UNKNOWN } from "../model/secrets";

/**
 * Notes on keyed lists in which only the order changes. The engine compares lists by position, so its preview shows a
 * change of every item. The note reads `order of channels: SMS, RCS → RCS, SMS; credentials unchanged`.
 */
export function orderNotes(type: ResourceType, before: Leaves, after: Leaves): string[] {
  return type.listFields.flatMap((field) => {
    const [was, is] = [before.get(field), after.get(field)];
    if (!isKeys(was) || !isKeys(is) || sameLeaf(was, is)) return [];
    const [old, now] = [leavesOfField(before, field), leavesOfField(after, field)];
    const paths = new Set([...old.keys(), ...now.keys()]);
    paths.delete(field);
    const isSame =
      sameLeaf(was.toSorted(), is.toSorted()) && [...paths].every((at) => sameLeaf(old.get(at), now.get(at)));
    if (!isSame || is.some((key) => key.includes(UNKNOWN))) return [];
    const { verified } = type.definition;
    const items = verified?.field === field ? `${verified.noun}s` : field;
    return [`order of ${items}: ${printable(was.join(", "))} → ${printable(is.join(", "))}; credentials unchanged`];
  });
}

const isKeys = (value: unknown): value is string[] => Array.isArray(value);
