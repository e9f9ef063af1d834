import type { Path, ResourceType } from "./resource-type";

/** A path by index, for the program's inputs: `credentials[0].staticBearer.token`. */
export const byIndex = (path: Path): string =>
  path.reduce((text, name) => (/^\d+$/.test(name) ? `${text}[${name}]` : text ? `${text}.${name}` : name), "");

/** A path by key, for everything else: `credentials[SMS].staticBearer.token`. */
export function byKey(type: ResourceType, [field = "", ...below]: Path): string {
  const [key, ...rest] = below;
  return type.listKeys(field) && key !== undefined
    ? [`${field}[${key}]`, ...rest].join(".")
    : [field, ...below].join(".");
}

/** `credentials[0].staticBearer["token"]` → its names, parsed like the engine does. */
export function namesIn(path: string): string[] {
  const parts = path.matchAll(/\["((?:[^"\\]|\\.)*)"\]|\[(\d+|\*)\]|([^.[\]]+)/g);
  return [...parts].map(([, quoted, index, name]) => quoted?.replace(/\\(.)/g, "$1") ?? index ?? name ?? "");
}

/** Whether a path equals another one or contains it; `*` matches any name or index. */
export const covers = (above: readonly string[], path: readonly string[]): boolean =>
  above.length <= path.length && above.every((name, at) => name === "*" || name === path[at]);

/**
 * The program's path of a leaf: `credentials`, `SMS`, `staticBearer` → `credentials`, `0`, `staticBearer`.
 *
 * @param keys The keys of the list's items in the program's order.
 */
export function pathInProgram(type: ResourceType, [field = "", ...below]: Path, keys: readonly string[]): string[] {
  const [key, ...rest] = below;
  return type.listKeys(field) && key !== undefined ? [field, String(keys.indexOf(key)), ...rest] : [field, ...below];
}
