import { namesIn, type ResourceType } from "../provider";

/**
 * Whether options address items of a list by position in the program. If so, the list stays in the program's order for
 * the engine, which uses positions in the state.
 */
export function goesByPosition(
  type: ResourceType,
  ignoreChanges: readonly string[] = [],
  replaceOnChanges: readonly string[] = [],
): boolean {
  const names = (paths: readonly string[], position: RegExp): boolean =>
    paths.map(namesIn).some(([field = "", at = ""]) => type.listKeys(field) !== undefined && position.test(at));
  // Properties ignored on every item are written into each by its position.
  return names(ignoreChanges, /^(\d+|\*)$/) || names(replaceOnChanges, /^\d+$/);
}
