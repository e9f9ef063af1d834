import type { HostProblems } from "../../lifecycle";
import { sameLeaf } from "../../model/comparison";
import { type Fields, itemKeys, type Leaves, leavesOf, leavesOfField, splitPath } from "../../model/leaves";
import type { ResourceType } from "../../model/resource-type";
import { inProgramOrder, isArranged } from "./list-order";

// The engine applies `ignoreChanges` to lists by position, before `check`, although another item may be at that
// position now.

type Props = Readonly<Record<string, unknown>>;

const REFRESH = "Run `pulumi refresh` to put the state into the program's order, then try again";

/**
 * Items that received a part of another item. Their secrets aren't moved, so one channel's identity would be sent with
 * another's token.
 *
 * @param stored The inputs in the state, in the order that the engine knows.
 * @param before The fields of those inputs, with secrets in place.
 * @param after The desired fields.
 */
export function mixedItems(type: ResourceType, stored: Props, before: Fields, after: Fields): string[] {
  return type.writableFields.flatMap((field) => {
    const [keys, there] = [keysIn(type, stored, field), keysIn(type, after, field)];
    if (there.every((key, at) => keys[at] === undefined || keys[at] === key)) return [];
    const [olds, news] = [leavesOf(type, { [field]: before[field] }), leavesOf(type, { [field]: after[field] })];
    return there.flatMap((key: string, at) => {
      const other = keys[at];
      if (other === undefined || other === key || !keys.includes(key)) return [];
      const inOther = (path: string): string => path.replace(`${field}/${key}/`, `${field}/${other}/`);
      const taken = visibleLeaves(type, news, `${field}/${key}`).some(
        ([path, value]) =>
          olds.has(inOther(path)) && sameLeaf(value, olds.get(inOther(path))) && !sameLeaf(value, olds.get(path)),
      );
      if (!taken) return [];
      const wayOn = isArranged(stored[field]) ? REFRESH : `Keep the order, or ignore ${field} as a whole`;
      return [
        `${field}[${at}] has a part of ${other} from the state: ignoreChanges goes by position, and ${key} is there now. ${wayOn}`,
      ];
    });
  });
}

/** The leaves of an item that the engine sees in the list: all but its keys and secrets. */
const visibleLeaves = (type: ResourceType, leaves: Leaves, item: string): [string, unknown][] =>
  [...leavesOfField(leaves, item)].filter(([path]) => !type.isKey(path) && !type.isSecret(splitPath(path)));

/** The keys of the items in a keyed list. */
function keysIn(type: ResourceType, fields: Props, field: string): readonly string[] {
  const items = fields[field];
  return type.listKeys(field) && Array.isArray(items) ? itemKeys(type, field, items) : [];
}

/** Lists whose order differs between state and program, if options of the resource go by position. */
export function otherwiseOrdered(type: ResourceType, stored: Props): string[] {
  return type.listFields
    .filter((field) => isArranged(stored[field]))
    .map((field) => `${field} is named by position in ignoreChanges or replaceOnChanges. ${REFRESH}`);
}

/** What may have separated an entry from its secrets. @param stored See {@link mixedItems}. */
export function movedItems(type: ResourceType, stored: Props): string[] {
  return type.listFields.flatMap((field) => {
    if (!Array.isArray(stored[field])) return [];
    const keys = keysIn(type, inProgramOrder(type, stored), field).join(", ");
    const first = isArranged(stored[field]) ? "run `pulumi refresh`, " : "";
    return [
      `${field} doesn't fit its secrets. ignoreChanges goes by position: ${first}keep the entries in the order of the state (${keys}), ` +
        `or ignore ${field} as a whole. A transform that adds ignoreChanges must name secrets.${field} as well`,
    ];
  });
}

/**
 * What positional options can mix up, for `check`. @param stored See {@link mixedItems}. @param byPosition Whether
 * options address items by position.
 */
export function positionalProblems(type: ResourceType, stored: Props, byPosition: boolean): HostProblems {
  return {
    orphaned: () => movedItems(type, stored),
    found: (before, after, changed) => [
      ...mixedItems(type, stored, before, after),
      ...(byPosition && changed ? otherwiseOrdered(type, stored) : []),
    ],
  };
}
