import { isObject, itemKeys, splitPath } from "../provider/leaves";
import { listKeys } from "../provider/schema";
import type { Lifted } from "../provider/secrets";

/** `channelCredentials[0].staticBearer["token"]` → its names, as the engine reads such a path. */
function namesIn(path: string): string[] {
  const parts = path.matchAll(/\["((?:[^"\\]|\\.)*)"\]|\[(\d+|\*)\]|([^.[\]]+)/g);
  return [...parts].map(([, quoted, index, name]) => quoted?.replace(/\\(.)/g, "$1") ?? index ?? name ?? "");
}

const covers = (ignored: readonly string[], path: readonly string[]): boolean =>
  ignored.length <= path.length && ignored.every((name, at) => name === "*" || name === path[at]);

/** Where a secret stood in the program: `SMS/staticBearer/token` → `channelCredentials`, `0`, `staticBearer`, `token`. */
function pathInProgram(field: string, value: unknown, joined: string): string[] {
  const names = splitPath(joined);
  if (!listKeys(field) || !Array.isArray(value)) return [field, ...names];
  const index = itemKeys(field, value).indexOf(names.shift() as string);
  return [field, String(index), ...names];
}

/**
 * The `ignoreChanges` of an app whose secrets were lifted out: what ignores a secret where the program states it also
 * ignores it where it is kept.
 *
 * @param ignoreChanges
 *  As the program states it.
 * @param lifted
 *  The app's fields and secrets, apart.
 */
export function withSecretsIgnored(ignoreChanges: readonly string[], { fields, secrets }: Lifted): string[] {
  const ignored = new Set(ignoreChanges);
  for (const path of ignoreChanges) {
    const names = namesIn(path);
    for (const [field, container] of Object.entries(secrets)) {
      if (names.length === 1 && covers(names, [field])) ignored.add(`secrets.${field}`);
      for (const joined of Object.keys(container)) {
        const whole = pathInProgram(field, fields[field], joined);
        if (names.length === 1 || !covers(names, whole)) continue;
        ignored.add(`secrets.${field}[${JSON.stringify(joined)}]`);
        // A path that ends at the secret itself leads to nothing in what is left of the field.
        if (names.length === whole.length && !isObject(container[joined])) ignored.delete(path);
      }
    }
  }
  return [...ignored];
}
