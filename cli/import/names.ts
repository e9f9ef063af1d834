import slugify from "@sindresorhus/slugify";
import type { Words } from "./program";

/** A name of a resource may be this long, so that the line that it stands in isn't broken. */
const LONGEST = 50;

/** What a name is made from. */
export interface Named {
  readonly id: string;
  readonly displayName: string;
}

/**
 * Names of resources, made from display names: lower-case letters, digits and hyphens, each once. Of several that would be
 * the same the oldest app, by its id, has the plain name, the others a part of their id behind it.
 *
 * @param apps
 *  All apps of the project, so that a name doesn't depend on which of them are asked for.
 * @param taken
 *  Names that can't be given.
 * @returns a name for each app by its id.
 */
export function resourceNames(apps: readonly Named[], taken: Words): ReadonlyMap<string, string> {
  const used = new Set<string>();
  const isFree = (name: string): boolean => !used.has(name) && !taken.has(name);
  const oldestFirst = [...apps].sort((one, other) => (one.id < other.id ? -1 : 1));
  return new Map(
    oldestFirst.map(({ id, displayName }) => {
      const plain = slugOf(displayName) || "app";
      const name = firstFree(plain, slugOf(id), isFree);
      used.add(name);
      return [id, name];
    }),
  );
}

const slugOf = (text: string): string =>
  slugify(text.slice(0, 4 * LONGEST), { decamelize: false })
    .slice(0, LONGEST)
    .replace(/-+$/, "");

function firstFree(plain: string, id: string, isFree: (name: string) => boolean): string {
  for (let number = 1; ; number++) {
    const names = number === 1 ? [plain, `${plain}-${id.slice(-6)}`, `${plain}-${id}`] : [`${plain}-${id}-${number}`];
    const free = names.find(isFree);
    if (free) return free;
  }
}
