import { namesIn, type ResourceType } from "../provider";

/**
 * Whether options name items of a list by where they stand in the program. The list is then kept in the program's order for
 * the engine, which goes by the position in the state.
 */
export function goesByPosition(
  type: ResourceType,
  ignoreChanges: readonly string[] = [],
  replaceOnChanges: readonly string[] = [],
): boolean {
  const names = (paths: readonly string[], position: RegExp): boolean =>
    paths.map(namesIn).some(([field = "", at = ""]) => type.listKeys(field) !== undefined && position.test(at));
  // What is ignored of every item is put into each by its position.
  return names(ignoreChanges, /^(\d+|\*)$/) || names(replaceOnChanges, /^\d+$/);
}
