import { type Leaves, leavesOf, splitPath } from "./leaves";
import { byKey } from "./path";
import type { Path, ResourceType } from "./resource-type";
import { isHidden, UNKNOWN } from "./secrets";
import type { Shown } from "./wire";

/** What an item of a list represents at the service, such as a sender. Only one resource can have it. */
export interface Identity {
  /** Equal for equal identities of any resource. Never printed: it contains the value, which can be a secret. */
  readonly key: string;
  /** Its path, with an item of a list by key. */
  readonly path: Path;
}

/** The identities among leaves. Unknown and masked values don't count. */
export function identitiesIn(type: ResourceType, leaves: Leaves): Identity[] {
  const found: Identity[] = [];
  for (const [joined, value] of leaves) {
    if (typeof value !== "string" || value === "" || value === UNKNOWN) continue;
    if (!type.identityNames.has(joined.slice(joined.lastIndexOf("/") + 1))) continue;
    const path = splitPath(joined);
    if (type.nodeAt(path)?.["x-identity"] !== true || isHidden(type, joined, value)) continue;
    const [field = "", item = "", ...below] = path;
    // The number that tells items of one kind apart only matters within a resource.
    found.push({ key: JSON.stringify([field, item.replace(/[#~].*$/, ""), ...below, value]), path });
  }
  return found;
}

/** An identity that several resources have. */
export interface SharedIdentity {
  /** Its path for people, with an item of a list by key. */
  readonly field: string;
  /** By ID. */
  readonly resources: readonly Shown[];
}

/** The identities that several resources in the same project and region have. */
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
