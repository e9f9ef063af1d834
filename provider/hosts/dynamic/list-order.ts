import { isDeepStrictEqual } from "node:util";
import { isObject, own } from "../../base/values";
import { itemKeys } from "../../model/leaves";
import type { ResourceType } from "../../model/resource-type";
import { UNKNOWN } from "../../model/secrets";

// The engine compares lists by position: a channel inserted before others would show as a change of each. So inserted
// items go to the end of the inputs that the engine keeps, and record where they belong. Inputs that come back from the
// engine or a state are restored to the program's order.

type Props = Readonly<Record<string, unknown>>;

/** On an inserted item: the key of the item that follows it. Not in the schema, and never sent. */
export const PLACE = "before";

const placeOf = (item: unknown): string | undefined => {
  const place = own(item, PLACE);
  return typeof place === "string" ? place : undefined;
};

const placed = (item: unknown, place: string | undefined): unknown =>
  place !== undefined && isObject(item) ? { ...item, [PLACE]: place } : item;

function unplaced(item: unknown): unknown {
  if (!isObject(item) || placeOf(item) === undefined) return item;
  const { [PLACE]: _, ...rest } = item;
  return rest;
}

/** Whether a list was arranged for the engine. */
export const isArranged = (list: unknown): boolean =>
  Array.isArray(list) && list.some((item) => placeOf(item) !== undefined);

/** Properties with lists in the program's order. */
export function inProgramOrder<T extends Props>(type: ResourceType, props: T): T {
  const lists = type.listFields.filter((field) => isArranged(props[field]));
  if (lists.length === 0) return props;
  return {
    ...props,
    ...Object.fromEntries(lists.map((field) => [field, ordered(type, field, props[field] as unknown[])])),
  };
}

function ordered(type: ResourceType, field: string, list: readonly unknown[]): unknown[] {
  const keys = itemKeys(type, field, list);
  const found: { key: string | undefined; item: unknown }[] = [];
  list.forEach((item, at) => {
    const place = placeOf(item);
    const there = place === undefined ? -1 : found.findIndex(({ key }) => key === place);
    found.splice(there < 0 ? found.length : there, 0, { key: keys[at], item: unplaced(item) });
  });
  return found.map(({ item }) => item);
}

/** The program's inputs, if `ignoreChanges` has replaced a whole list with the one in the state. */
export function withoutArrangement(type: ResourceType, stored: Props, news: Props): Props {
  const taken = type.listFields.filter(
    (field) => isArranged(news[field]) && isDeepStrictEqual(news[field], stored[field]),
  );
  return { ...news, ...inProgramOrder(type, Object.fromEntries(taken.map((field) => [field, news[field]]))) };
}

/**
 * Inputs in the order that the engine keeps and compares.
 *
 * @param stored The inputs in the state, which the engine compares with.
 * @param inputs In the program's order.
 */
export function arranged<T extends Props>(type: ResourceType, stored: Props, inputs: T): T {
  // If nothing changes, the preview shows nothing and the state returns to the program's order.
  if (isDeepStrictEqual(inProgramOrder(type, stored), inputs)) return inputs;
  const lists = type.listFields.filter((field) => Array.isArray(stored[field]) && Array.isArray(inputs[field]));
  const arrange = (field: string): unknown =>
    arrangedList(type, field, stored[field] as unknown[], inputs[field] as unknown[]);
  const sets = type.setFields.map((field) => [field, arrangedSet(stored[field], inputs[field])]);
  return { ...inputs, ...Object.fromEntries([...lists.map((field) => [field, arrange(field)]), ...sets]) };
}

/** A list without an order: the state's values in their order, then the new ones. */
function arrangedSet(stored: unknown, wanted: unknown): unknown {
  if (!Array.isArray(stored) || !Array.isArray(wanted)) return wanted;
  return [...stored.filter((item) => wanted.includes(item)), ...wanted.filter((item) => !stored.includes(item))];
}

function arrangedList(
  type: ResourceType,
  field: string,
  stored: readonly unknown[],
  wanted: readonly unknown[],
): readonly unknown[] {
  const keys = wanted.map((item) => type.itemKey(field, item));
  const isTold = keys.every((key, at) => key && !key.includes(UNKNOWN) && placeOf(wanted[at]) === undefined);
  const items = new Map(keys.map((key, at) => [key, wanted[at]]));
  if (!isTold || items.size < keys.length) return wanted;
  const before = itemKeys(type, field, stored);
  const known = new Set<string | undefined>(before);
  const kept = before.flatMap((key, at) => (items.has(key) ? [placed(items.get(key), placeOf(stored[at]))] : []));
  const added: unknown[] = [];
  let next: string | undefined;
  for (const key of keys.toReversed()) {
    if (known.has(key)) next = key;
    else added.unshift(placed(items.get(key), next));
  }
  const list = [...kept, ...added];
  const positions = (of: readonly unknown[]): number =>
    of.filter((item, at) => type.itemKey(field, item) !== before[at] || placeOf(item) !== placeOf(stored[at])).length;
  const isRight = isDeepStrictEqual(ordered(type, field, list), wanted);
  return isRight && positions(list) < positions(wanted) ? list : wanted;
}
