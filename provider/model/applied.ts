import { SinchError } from "../base/errors";
import { isDefault, isUnchanged, type Known, sameLeaf, showsAsked } from "./comparison";
import { type Leaves, leavesOfField, splitPath } from "./leaves";
import type { Patch } from "./patch";
import { byKey } from "./path";
import type { ResourceType } from "./resource-type";
import { isHidden } from "./secrets";

/**
 * Throws if the service still shows the old value of a sent change. Otherwise the change would be ignored without
 * notice.
 */
export function assertApplied(type: ResourceType, patch: Patch, known: Known, desired: Leaves, shown: Leaves): void {
  const ignored = patch.mask.flatMap((field) =>
    [...leavesOfField(known.leaves, field)].flatMap(([path, before]) => {
      const wanted = desired.get(path);
      const actual = shown.get(path);
      if (type.listKeys(path)) return keptItems(before, wanted, actual).map((key) => byKey(type, [path, key]));
      const tellsNothing =
        sameLeaf(actual, undefined) && (type.isSecret(splitPath(path)) || !isDefault(type, path, before));
      if (sameLeaf(wanted, before) || tellsNothing || type.isKey(path)) return [];
      if (showsAsked(type, path, wanted, actual)) return [];
      const isKept = desired.has(path)
        ? showsAsked(type, path, before, actual) && !isHidden(type, path, actual)
        : isUnchanged(type, known, path, actual);
      return isKept && !(isDefault(type, path, before) && !desired.has(path)) ? [byKey(type, splitPath(path))] : [];
    }),
  );
  if (ignored.length === 0) return;
  // For an item that still exists, its leaves aren't named as well.
  const names = [...new Set(ignored)].filter((name) => !ignored.some((above) => name.startsWith(`${above}.`)));
  throw new SinchError(
    "ERR_SINCH_NOT_APPLIED",
    `the service accepted the request but still shows the old value of ${names.join(", ")}: set the value ` +
      "that it shows in the program, or ask Sinch why it can't be changed",
  );
}

/** Removed items that still exist. */
function keptItems(before: unknown, wanted: unknown, actual: unknown): string[] {
  const [olds = [], keys, there] = [before, wanted, actual].map((order) =>
    Array.isArray(order) ? (order as string[]) : [],
  );
  return olds.filter((key) => !keys?.includes(key) && there?.includes(key));
}
