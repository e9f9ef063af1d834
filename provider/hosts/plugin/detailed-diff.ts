import { sameLeaf } from "../../model/comparison";
import { type Leaves, leavesOfField, splitPath } from "../../model/leaves";
import type { Path, ResourceType } from "../../model/resource-type";

/** How a property differs. */
export type Kind = "add" | "delete" | "update";

/** What differs between two versions of a resource, in the paths of the engine: `channelCredentials[0].staticBearer.token`. */
export interface Detail {
  /** What the engine shows. It takes the old and the new value from one path, so what can't be said so stands as a whole list. */
  readonly shown: ReadonlyMap<string, Kind>;
  /** All that changed, one by one: `replaceOnChanges` is matched with it. */
  readonly changed: readonly string[];
  /** The lists of which only the order differs. */
  readonly reordered: readonly string[];
}

/** Compares two versions, items of keyed lists by their keys. */
export function detailOf(type: ResourceType, before: Leaves, after: Leaves): Detail {
  const shown = new Map<string, Kind>();
  const changed = new Set<string>();
  const reordered: string[] = [];
  const lists = new Map(type.listFields.map((field) => [field, new List(field, before, after)]));
  const leaves = changedLeaves(before, after).filter(([joined]) => !lists.has(joined));
  for (const list of lists.values()) {
    const moved = leaves.some(([joined]) => list.isMoved(splitPath(joined)));
    const { kinds, onlyOrder } = list.compare(moved);
    for (const [path, kind] of kinds) shown.set(path, kind);
    if (onlyOrder && !leaves.some(([joined]) => list.has(splitPath(joined)))) reordered.push(list.field);
  }
  for (const [joined, kind] of leaves) {
    const [field = "", ...names] = splitPath(joined);
    const list = lists.get(field);
    if (list && !list.isCommon(names[0])) continue;
    const path = list ? list.pathOf(names) : pathText([field, ...names]);
    changed.add(path);
    if (!shown.has(field)) shown.set(path, kind);
  }
  for (const path of shown.keys()) changed.add(path);
  return { shown, changed: [...changed], reordered };
}

/** A keyed list in two versions. */
class List {
  private readonly was: readonly string[] | undefined;
  private readonly is: readonly string[] | undefined;
  private readonly isSet: boolean;

  constructor(
    readonly field: string,
    before: Leaves,
    after: Leaves,
  ) {
    [this.was, this.is] = [before, after].map((leaves) => {
      const keys = leaves.get(field);
      return Array.isArray(keys) ? (keys as string[]) : undefined;
    });
    this.isSet = !sameLeaf(after.get(field), undefined);
  }

  /** Whether an item is there in both. */
  isCommon(key: string | undefined): boolean {
    return key !== undefined && this.was?.includes(key) === true && this.is?.includes(key) === true;
  }

  /** Whether a leaf belongs to an item that is there in both. */
  has([field, key]: Path): boolean {
    return field === this.field && this.isCommon(key);
  }

  /** Whether a leaf belongs to an item that stands elsewhere now. */
  isMoved([field, key = ""]: Path): boolean {
    return field === this.field && this.isCommon(key) && this.was?.indexOf(key) !== this.is?.indexOf(key);
  }

  pathOf([key = "", ...rest]: Path): string {
    return `${this.field}[${this.is?.indexOf(key)}]${below(rest)}`;
  }

  /** @param moved whether an item that stands elsewhere now has changed. */
  compare(moved: boolean): { kinds: ReadonlyMap<string, Kind>; onlyOrder: boolean } {
    const { field, was, is } = this;
    if (!was && !is) return { kinds: new Map(), onlyOrder: false };
    if (!was || !is) {
      const kind = was ? (this.isSet ? "update" : "delete") : "add";
      return { kinds: new Map([[field, kind]]), onlyOrder: false };
    }
    const added = is.filter((key) => !was.includes(key));
    const deleted = was.filter((key) => !is.includes(key));
    const inOrder =
      is.filter((key) => was.includes(key)).join("\0") === was.filter((key) => is.includes(key)).join("\0");
    if (moved || !inOrder) {
      const onlyOrder = !inOrder && added.length === 0 && deleted.length === 0;
      return { kinds: new Map([[field, "update"]]), onlyOrder };
    }
    const kinds = new Map<string, Kind>(added.map((key) => [`${field}[${is.indexOf(key)}]`, "add"]));
    for (const key of deleted) {
      const path = `${field}[${was.indexOf(key)}]`;
      kinds.set(path, kinds.has(path) ? "update" : "delete");
    }
    return { kinds, onlyOrder: false };
  }
}

/** The leaves that differ, each under the highest path that can be told: what isn't known yet stands for all below it. */
function changedLeaves(before: Leaves, after: Leaves): [string, Kind][] {
  const kinds = new Map<string, Kind>();
  for (const path of new Set([...before.keys(), ...after.keys()])) {
    const [old, now] = [before.get(path), after.get(path)];
    if (sameLeaf(old, now)) continue;
    const above = leafAbove(before.has(path) ? after : before, path);
    if (above !== undefined) kinds.set(above, "update");
    else if (sameLeaf(now, undefined)) kinds.set(path, "delete");
    else kinds.set(path, sameLeaf(old, undefined) && leavesOfField(before, path).size === 0 ? "add" : "update");
  }
  return [...kinds];
}

function leafAbove(leaves: Leaves, path: string): string | undefined {
  for (let at = path.lastIndexOf("/"); at > 0; at = path.lastIndexOf("/", at - 1)) {
    const above = path.slice(0, at);
    const leaf = leaves.get(above);
    if (!Array.isArray(leaf) && !sameLeaf(leaf, undefined)) return above;
  }
  return undefined;
}

/** Names below something, as the engine writes a path. */
const below = (names: Path): string =>
  names.map((name) => (/^\w+$/.test(name) ? `.${name}` : `["${name.replaceAll('"', '\\"')}"]`)).join("");

const pathText = (names: Path): string => below(names).replace(/^\./, "");
