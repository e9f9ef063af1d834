import { sameLeaf } from "../../model/comparison";
import { leavesOf } from "../../model/leaves";
import type { ResourceType } from "../../model/resource-type";
import { fieldsIn, type Inputs, type State } from "../../model/state";

/**
 * Whether one of the secrets changed that the program's `replaceOnChanges` names. The SDK passes them as `replaceOnSecrets`, since
 * the engine compares a container of secrets as a whole.
 */
export function secretsThatReplace(type: ResourceType, olds: State, news: Inputs): boolean {
  const named = news.replaceOnSecrets;
  if (!Array.isArray(named)) return false;
  const [before, after] = [leavesOf(type, fieldsIn(type, olds)), leavesOf(type, fieldsIn(type, news))];
  return named.some((path: string) => !sameLeaf(before.get(path), after.get(path)));
}
