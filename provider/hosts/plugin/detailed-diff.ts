import { sameLeaf } from "../../model/comparison";
import { type Leaves, leavesOfField, splitPath } from "../../model/leaves";
import type { Path, ResourceType } from "../../model/resource-type";

/** How a property differs. */
export type Kind = "add" | "delete" | "update";

/**
 * The differences between two versions of a resource, in the engine's paths:
 * `channelCredentials[0].staticBearer.token`.
 */
export interface Detail {
  /**
   * The paths that the engine shows. It reads the old and the new value from the same path, so a difference that
   * doesn't fit shows as the whole list.
   */
  readonly shown: ReadonlyMap<string, Kind>;
  /** Every changed path; `replaceOnChanges` is matched against these. */
  readonly changed: readonly string[];
  /** Lists in which only the order changed. */
  readonly reordered: readonly string[];
}

/** Compares two versions, matching items of keyed lists by key. */
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

  /** Whether both versions have an item. */
  isCommon(key: string | undefined): boolean {
    return key !== undefined && this.was?.includes(key) === true && this.is?.includes(key) === true;
  }

  /** Whether a leaf belongs to an item that both versions have. */
  has([field, key]: Path): boolean {
    return field === this.field && this.isCommon(key);
  }

  /** Whether a leaf belongs to an item that changed position. */
  isMoved([field, key = ""]: Path): boolean {
    return field === this.field && this.isCommon(key) && this.was?.indexOf(key) !== this.is?.indexOf(key);
  }

  pathOf([key = "", ...rest]: Path): string {
    return `${this.field}[${this.is?.indexOf(key)}]${below(rest)}`;
  }

  /** @param moved Whether an item that changed position counts as changed. */
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

/** The changed leaves, each under the highest path that is known: an unknown value covers everything below it. */
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

/** The names below something, as an engine path. */
const below = (names: Path): string =>
  names.map((name) => (/^\w+$/.test(name) ? `.${name}` : `["${name.replaceAll('"', '\\"')}"]`)).join("");

const pathText = (names: Path): string => below(names).replace(/^\./, "");
