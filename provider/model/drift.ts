import { type Fingerprints, isDefault, isUnchanged, type Known, sameLeaf } from "./comparison";
import { type Leaves, leavesOfField } from "./leaves";
import type { ResourceType } from "./resource-type";

/** One difference between what was deployed and what the service shows. */
export interface Change {
  readonly kind: "changed" | "added" | "removed" | "reordered";
  /** Path of the leaf, item or list, joined by `/`. */
  readonly path: string;
  readonly deployed?: unknown;
  readonly actual?: unknown;
}

/** What the service shows for the managed fields. */
export interface Drift {
  readonly changes: readonly Change[];
  /** The managed leaves at the service. */
  readonly leaves: Leaves;
  /** The fingerprints that are still valid. */
  readonly fingerprints: Fingerprints;
}

/**
 * Compares the managed leaves of a resource with what the service shows. Leaves that the program doesn't manage aren't
 * drift. Items of a keyed list are matched by key; an item that the state doesn't know is drift.
 */
export function driftOf(type: ResourceType, known: Known, shown: Leaves): Drift {
  const changes: Change[] = [];
  const leaves = new Map(known.leaves);
  for (const field of known.leaves.keys()) {
    if (isOrder(type, field)) compareItems(type, known, shown, field, leaves, changes);
  }
  for (const [path, deployed] of [...leaves]) {
    if (isOrder(type, path) || !known.leaves.has(path)) continue;
    const actual = shown.get(path);
    if (isUnchanged(type, known, path, actual)) continue;
    changes.push({ kind: "changed", path, deployed, actual });
    if (sameLeaf(actual, undefined)) leaves.delete(path);
    else leaves.set(path, actual);
  }
  const kept = Object.entries(known.fingerprints).filter(
    ([path]) => leaves.has(path) && sameLeaf(leaves.get(path), known.leaves.get(path)),
  );
  return { changes, leaves, fingerprints: Object.fromEntries(kept) };
}

const isOrder = (type: ResourceType, path: string): boolean => type.listKeys(path) !== undefined;

const asKeys = (order: unknown): readonly string[] => (Array.isArray(order) ? (order as string[]) : []);

function compareItems(
  type: ResourceType,
  known: Known,
  shown: Leaves,
  field: string,
  leaves: Map<string, unknown>,
  changes: Change[],
): void {
  const deployed = asKeys(known.leaves.get(field));
  const actual = asKeys(shown.get(field));
  const removed = deployed.filter((key) => !actual.includes(key));
  const added = actual.filter((key) => !deployed.includes(key));
  for (const key of removed) {
    changes.push({ kind: "removed", path: `${field}/${key}` });
    for (const path of leavesOfField(leaves, `${field}/${key}`).keys()) leaves.delete(path);
  }
  for (const key of added) {
    changes.push({ kind: "added", path: `${field}/${key}` });
    for (const [path, value] of leavesOfField(shown, `${field}/${key}`)) {
      if (!isDefault(type, path, value)) leaves.set(path, value);
    }
  }
  const moved = removed.length > 0 || added.length > 0;
  if (!moved && isUnchanged(type, known, field, actual)) return;
  leaves.set(field, actual);
  if (!moved) changes.push({ kind: "reordered", path: field, deployed, actual });
}
