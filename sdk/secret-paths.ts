import {
  covers,
  isObject,
  itemKeys,
  type Lifted,
  namesIn,
  pathInProgram,
  type ResourceType,
  splitPath,
} from "../provider";

/**
 * The `ignoreChanges` or `replaceOnChanges` of a resource with its secrets moved out. A path to a secret in the program
 * is extended with the path where the secret is kept.
 *
 * @param paths As the program sets them.
 * @param lifted The resource's fields and secrets, separated.
 */
export function withSecretPaths(type: ResourceType, paths: readonly string[], { fields, secrets }: Lifted): string[] {
  const all = new Set(paths);
  for (const path of paths) {
    const names = namesIn(path);
    for (const [field, container] of Object.entries(secrets)) {
      if (names.length === 1 && covers(names, [field])) {
        all.add(`secrets.${field}`);
        if (!isObject(container)) all.delete(path);
      }
      // A field that is itself a secret is kept under its own name.
      const below = isObject(container) ? container : {};
      for (const joined of Object.keys(below)) {
        const whole = pathInProgram(type, [field, ...splitPath(joined)], keysOf(type, field, fields[field]));
        if (names.length === 1 || !covers(names, whole)) continue;
        all.add(`secrets.${field}[${JSON.stringify(joined)}]`);
        // A path that ends at the secret matches nothing in the remaining field.
        if (names.length === whole.length && !isObject(below[joined])) all.delete(path);
      }
    }
  }
  return [...all];
}

/**
 * The single secrets that a program's `replaceOnChanges` covers, as `channelCredentials/SMS/staticBearer/token`. The
 * engine compares a container of secrets as a whole, so the provider has to tell whether one of them changed.
 */
export function singleSecrets(type: ResourceType, paths: readonly string[], lifted: Lifted): string[] {
  const below = /^secrets\.([^[]+)\[(".*")\]$/;
  return withSecretPaths(type, paths, lifted).flatMap((path) => {
    const [, field, joined] = below.exec(path) ?? [];
    return field && joined ? [`${field}/${JSON.parse(joined)}`] : [];
  });
}

const keysOf = (type: ResourceType, field: string, value: unknown): readonly string[] =>
  type.listKeys(field) && Array.isArray(value) ? itemKeys(type, field, value) : [];
