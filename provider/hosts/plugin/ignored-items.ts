import { own } from "../../base/values";
import { namesIn } from "../../model/path";
import type { ResourceType } from "../../model/resource-type";
import type { Props } from "./property-value";

/**
 * Paths of `ignoreChanges` that would move a part of one item to another. The engine applies them by position, before
 * `check`, although another item may be at that position now. One channel's identity would be sent with another's
 * token.
 *
 * @returns the problems, one line each.
 */
export function mixedItems(type: ResourceType, olds: Props, news: Props, ignoreChanges: readonly string[]): string[] {
  return ignoreChanges.flatMap((path) => {
    const [field = "", at, ...below] = namesIn(path);
    const [was, is] = [olds[field], news[field]];
    if (!type.listKeys(field) || below.length === 0 || !Array.isArray(was) || !Array.isArray(is)) return [];
    const positions = at === "*" ? [...is.keys()] : [Number(at)];
    return positions.flatMap((position) => {
      const [old, now] = [was[position], is[position]];
      const [before, after] = [old, now].map((item) => type.itemKey(field, item));
      if (before === undefined || after === undefined || before === after) return [];
      if (below.reduce(own, old) === undefined) return [];
      return [
        `${path} in ignoreChanges goes by position, and ${field}[${position}] is ${after} now and was ${before}. ` +
          `Keep the order, or ignore ${field} as a whole`,
      ];
    });
  });
}
