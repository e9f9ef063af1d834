import { type Fields, type Leaves, leavesOf, leavesOfField, sameLeaf, splitPath } from "./leaves";
import { isSecret, listKeys } from "./schema";
import { fromWire, type Wire } from "./wire";

/**
 * What a program states of an app exactly as the app is already, whatever its secrets are: an app that is adopted may keep
 * what this schema doesn't know, a newer channel, say.
 */
export function statedAsThere(app: Wire, desired: Fields): Fields {
  const live = leavesOf(fromWire(app) as Fields);
  const stated: Record<string, unknown> = {};
  for (const [field, value] of Object.entries(desired)) {
    const wanted = leavesOf({ [field]: value });
    const keys = listKeys(field) ? wanted.get(field) : undefined;
    if (Array.isArray(keys) && Array.isArray(value)) {
      stated[field] = value.filter((_, index) => isAsThere(leavesOfField(wanted, `${field}/${keys[index]}`), live));
    } else if (isAsThere(wanted, live)) {
      stated[field] = value;
    }
  }
  return stated;
}

function isAsThere(wanted: Leaves, live: Leaves): boolean {
  return [...wanted].every(([path, value]) => sameLeaf(value, live.get(path)) || isSecret(splitPath(path)));
}
