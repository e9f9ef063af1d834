import { sameLeaf } from "../../model/comparison";
import type { ResourceType } from "../../model/resource-type";
import { desiredIn, type Inputs, type State } from "../../model/state";

/**
 * Whether a secret changed that the program's `replaceOnChanges` names. The SDK passes those as `replaceOnSecrets`,
 * since the engine compares a container of secrets as a whole.
 */
export function secretsThatReplace(type: ResourceType, olds: State, news: Inputs): boolean {
  const named = news.replaceOnSecrets;
  if (!Array.isArray(named)) return false;
  const [before, after] = [desiredIn(type, olds).leaves, desiredIn(type, news).leaves];
  return named.some((path: string) => !sameLeaf(before.get(path), after.get(path)));
}
