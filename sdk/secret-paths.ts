import { isObject, itemKeys, splitPath } from "../provider/leaves";
import { listKeys } from "../provider/schema";
import type { Lifted } from "../provider/secrets";

/** `channelCredentials[0].staticBearer["token"]` → its names, as the engine reads such a path. */
function namesIn(path: string): string[] {
  const parts = path.matchAll(/\["((?:[^"\\]|\\.)*)"\]|\[(\d+|\*)\]|([^.[\]]+)/g);
  return [...parts].map(([, quoted, index, name]) => quoted?.replace(/\\(.)/g, "$1") ?? index ?? name ?? "");
}

const covers = (above: readonly string[], path: readonly string[]): boolean =>
  above.length <= path.length && above.every((name, at) => name === "*" || name === path[at]);

/** Where a secret stood in the program: `SMS/staticBearer/token` → `channelCredentials`, `0`, `staticBearer`, `token`. */
function pathInProgram(field: string, value: unknown, joined: string): string[] {
  const names = splitPath(joined);
  if (!listKeys(field) || !Array.isArray(value)) return [field, ...names];
  const index = itemKeys(field, value).indexOf(names.shift() as string);
  return [field, String(index), ...names];
}

/**
 * The `ignoreChanges` or `replaceOnChanges` of an app whose secrets were lifted out: a path that is about a secret where
 * the program states it is also about it where it is kept.
 *
 * @param paths
 *  As the program states them.
 * @param lifted
 *  The app's fields and secrets, apart.
 */
export function withSecretPaths(paths: readonly string[], { fields, secrets }: Lifted): string[] {
  const all = new Set(paths);
  for (const path of paths) {
    const names = namesIn(path);
    for (const [field, container] of Object.entries(secrets)) {
      if (names.length === 1 && covers(names, [field])) all.add(`secrets.${field}`);
      for (const joined of Object.keys(container)) {
        const whole = pathInProgram(field, fields[field], joined);
        if (names.length === 1 || !covers(names, whole)) continue;
        all.add(`secrets.${field}[${JSON.stringify(joined)}]`);
        // A path that ends at the secret itself leads to nothing in what is left of the field.
        if (names.length === whole.length && !isObject(container[joined])) all.delete(path);
      }
    }
  }
  return [...all];
}

/**
 * The single secrets among what a program's `replaceOnChanges` is about, as `channelCredentials/SMS/staticBearer/token`. The engine
 * compares a container of secrets as a whole, so that the provider has to tell whether one of them changed.
 */
export function singleSecrets(paths: readonly string[], lifted: Lifted): string[] {
  const below = /^secrets\.([^[]+)\[(".*")\]$/;
  return withSecretPaths(paths, lifted).flatMap((path) => {
    const [, field, joined] = below.exec(path) ?? [];
    return field && joined ? [`${field}/${JSON.parse(joined)}`] : [];
  });
}
