import { type Leaves, leavesOf, splitPath } from "./leaves";
import { byKey } from "./path";
import type { Path, ResourceType } from "./resource-type";
import { isHidden, UNKNOWN } from "./secrets";
import type { Shown } from "./wire";

/** What an item of a list stands for at the service, such as a sender: one resource alone can have it. */
export interface Identity {
  /** The same for equal identities, whatever resource has them. Never printed: it holds the value, which can be a secret. */
  readonly key: string;
  /** Where it stands, with an item of a list by its key. */
  readonly path: Path;
}

/** The identities among leaves. What isn't known yet, or shown as a mask, tells none. */
export function identitiesIn(type: ResourceType, leaves: Leaves): Identity[] {
  const found: Identity[] = [];
  for (const [joined, value] of leaves) {
    if (typeof value !== "string" || value === "" || value === UNKNOWN) continue;
    if (!type.identityNames.has(joined.slice(joined.lastIndexOf("/") + 1))) continue;
    const path = splitPath(joined);
    if (type.nodeAt(path)?.["x-identity"] !== true || isHidden(type, joined, value)) continue;
    const [field = "", item = "", ...below] = path;
    // The number that tells several items of a kind apart is the resource's own business.
    found.push({ key: JSON.stringify([field, item.replace(/[#~].*$/, ""), ...below, value]), path });
  }
  return found;
}

/** An identity that several resources have. */
export interface SharedIdentity {
  /** Where it stands, for people, with an item of a list by its key. */
  readonly field: string;
  /** By id. */
  readonly resources: readonly Shown[];
}

/** The identities that more than one of a project's resources in a region have. */
export function sharedAmong(type: ResourceType, resources: readonly Shown[]): SharedIdentity[] {
  const holders = new Map<string, { readonly path: Path; readonly resources: Set<Shown> }>();
  for (const resource of resources) {
    for (const { key, path } of identitiesIn(type, leavesOf(type, resource))) {
      const present = holders.get(key) ?? { path, resources: new Set() };
      holders.set(key, present);
      present.resources.add(resource);
    }
  }
  const byId = (one: Shown, other: Shown): number => (one.id < other.id ? -1 : 1);
  return [...holders.values()]
    .filter((each) => each.resources.size > 1)
    .map((each) => ({ field: byKey(type, each.path), resources: [...each.resources].sort(byId) }))
    .sort((one, other) => (one.field < other.field ? -1 : 1));
}
