import { SinchError } from "../base/errors";
import { isUnchanged, type Known, sameLeaf, showsAsked } from "./comparison";
import { fieldsOf, type Leaves, leavesOfField, openPath, splitPath } from "./leaves";
import { byKey } from "./path";
import type { Path, ResourceType } from "./resource-type";
import { isHidden } from "./secrets";

/**
 * The list to send for a keyed list that the service replaces whole: the program's items in the program's order. What
 * the program didn't change or doesn't manage goes back as the service shows it.
 *
 * @throws SinchError `ERR_SINCH_CONFLICT` that names each item which somebody else added, removed or changed since;
 * `ERR_SINCH_HIDDEN` if the service hides what would have to be sent back.
 */
export function mergeItems(type: ResourceType, field: string, applied: Known, desired: Leaves, live: Leaves): unknown {
  const { merged, hidden } = merge(type, field, applied, desired, live);
  const changed = conflictsOf(type, field, applied, desired, live);
  if (changed.length > 0) {
    throw new SinchError(
      "ERR_SINCH_CONFLICT",
      `nothing was sent, because ${field} was changed outside of this stack: ${changed.join("; ")}. ` +
        "Run `pulumi refresh` to take the change into the state, then `pulumi preview`",
    );
  }
  refuseHidden(field, hidden);
  return fieldsOf(type, merged)[field];
}

/**
 * @throws SinchError `ERR_SINCH_HIDDEN` if a list can't be sent because the service hides what would have to be sent
 * back.
 */
export function assertNothingHidden(
  type: ResourceType,
  field: string,
  applied: Known,
  desired: Leaves,
  live: Leaves,
): void {
  refuseHidden(field, merge(type, field, applied, desired, live).hidden);
}

function refuseHidden(field: string, hidden: readonly string[]): void {
  if (hidden.length > 0) {
    throw new SinchError(
      "ERR_SINCH_HIDDEN",
      `nothing was sent, because ${field} can only be replaced as a whole: ${hidden.join("; ")}`,
    );
  }
}

/** A list to send, and the parts of it that the service hides, each with the fix. */
function merge(
  type: ResourceType,
  field: string,
  applied: Known,
  desired: Leaves,
  live: Leaves,
): { merged: Leaves; hidden: string[] } {
  const hidden: string[] = [];
  const merged = new Map<string, unknown>([[field, desired.get(field)]]);
  for (const key of keysOf(desired, field)) {
    const item = `${field}/${key}`;
    for (const [path, value] of mergeItem(type, item, applied, desired, live, hidden)) {
      if (isHidden(type, path, value) && !desired.has(path)) {
        const wayOn = type.nodeAt(splitPath(path))
          ? "set it in the program, or clear it"
          : "this version of the package can't set it";
        hidden.push(`${byKey(type, splitPath(path))} is set, but the service hides its value; ${wayOn}`);
      }
      merged.set(path, value);
    }
  }
  return { merged, hidden };
}

const keysOf = (leaves: Leaves, field: string): readonly string[] => (leaves.get(field) as string[] | undefined) ?? [];

function conflictsOf(type: ResourceType, field: string, applied: Known, desired: Leaves, live: Leaves): string[] {
  const conflicts: string[] = [];
  const known = keysOf(applied.leaves, field);
  const wanted = keysOf(desired, field);
  const there = keysOf(live, field);
  for (const key of there) {
    const item = `${field}/${key}`;
    if (!known.includes(key)) {
      const same =
        wanted.includes(key) &&
        [...leavesOfField(desired, item)].every(([p, v]) => showsAsked(type, p, v, live.get(p)));
      if (!same) conflicts.push(`${key} was added`);
      continue;
    }
    for (const path of leavesOfField(applied.leaves, item).keys()) {
      const shown = live.get(path);
      const asWanted = desired.has(path) && showsAsked(type, path, desired.get(path), shown);
      if (!isUnchanged(type, applied, path, shown) && !asWanted)
        conflicts.push(`${byKey(type, splitPath(path))} was changed`);
    }
  }
  for (const key of known) {
    if (!there.includes(key) && wanted.includes(key)) conflicts.push(`${key} was removed`);
  }
  return conflicts;
}

/**
 * What a response may contain and a request may not, since it is unset: objects of other branches as `null`, for
 * example.
 */
function isUnset(type: ResourceType, path: string, shown: unknown): boolean {
  const names = splitPath(path);
  if (type.isExtra(names))
    return type.isWireName(names[firstUnknown(type, names)] as string) && sameLeaf(shown, undefined);
  const isKnown = type.propertyNames.has(names.at(-1) as string);
  return isKnown && sameLeaf(shown, undefined) && shown !== type.nodeAt(names)?.default;
}

function mergeItem(
  type: ResourceType,
  item: string,
  applied: Known,
  desired: Leaves,
  live: Leaves,
  hidden: string[],
): Leaves {
  const merged = new Map([...leavesOfField(live, item)].filter(([path, shown]) => !isUnset(type, path, shown)));
  const wanted = leavesOfField(desired, item);
  for (const path of removedFrom(type, leavesOfField(applied.leaves, item), wanted)) {
    // An object takes its fields outside the schema along.
    const extra = type.openField === undefined ? [] : [openPath(type, splitPath(path), 2)];
    for (const each of [path, ...extra]) for (const below of leavesOfField(merged, each).keys()) merged.delete(below);
  }
  for (const [path, value] of wanted) {
    const unchanged = applied.leaves.has(path) && sameLeaf(applied.leaves.get(path), value);
    const mayDiffer = unchanged && type.isExchanged(splitPath(path));
    if (mayDiffer && isKeptHidden(type, applied, path, live)) {
      hidden.push(
        `the service may have exchanged ${byKey(type, splitPath(path))} and hides the result; set a new one in the same update`,
      );
    }
    const goesBack = mayDiffer && !sameLeaf(live.get(path), undefined);
    if (!goesBack) merged.set(path, value);
  }
  return merged;
}

/** Whether the service masks or omits a secret, as it did right after the last write. */
const isKeptHidden = (type: ResourceType, applied: Known, path: string, live: Leaves): boolean =>
  isHidden(type, path, live.get(path)) ||
  (applied.fingerprints[path] !== undefined &&
    sameLeaf(live.get(path), undefined) &&
    isUnchanged(type, applied, path, undefined));

/**
 * The highest paths below which the program no longer sets anything. For an object that keeps known fields, only its
 * removed fields outside the schema: the rest belongs to the service.
 */
function removedFrom(type: ResourceType, applied: Leaves, wanted: Leaves): string[] {
  const removed: string[] = [];
  for (const path of applied.keys()) {
    const names = path.split("/");
    const first = type.isExtra(names) ? firstUnknown(type, names) : 0;
    const depth = names.findIndex(
      (_, at) => at >= first && leavesOfField(wanted, names.slice(0, at + 1).join("/")).size === 0,
    );
    if (depth >= 0) removed.push(names.slice(0, depth + 1).join("/"));
  }
  return removed;
}

/** The position of the first name outside the schema, in a path below the open field. */
function firstUnknown(type: ResourceType, names: Path): number {
  const open = names.indexOf(type.openField as string);
  const isKnown = (at: number): boolean =>
    type.nodeAt([...names.slice(0, open), ...names.slice(open + 1, at + 1).map(type.fromWireName)]) !== undefined;
  return names.findIndex((_, at) => at > open && !isKnown(at));
}
