import { appType, covers, isObject, itemKeys, type Lifted, namesIn, pathInProgram, splitPath } from "../provider";

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
        const whole = pathInProgram(appType, [field, ...splitPath(joined)], keysOf(field, fields[field]));
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

const keysOf = (field: string, value: unknown): readonly string[] =>
  appType.listKeys(field) && Array.isArray(value) ? itemKeys(appType, field, value) : [];
