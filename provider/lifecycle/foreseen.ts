import { whileDoing } from "../base/errors";
import { fieldsThatDiffer, leavesOf, splitPath } from "../model/leaves";
import { assertNothingHidden } from "../model/merge-list";
import { UNKNOWN } from "../model/secrets";
import { fieldsIn, type Inputs, knownFrom, type State } from "../model/state";
import { type Context, nameOf } from "./context";

/**
 * For the preview: whether an update can be sent, as far as that depends on what the service hides. One LIST for all resources, and
 * none if the service showed the list's secrets as they were sent. What can't be told is left to the update.
 *
 * @throws SinchError `ERR_SINCH_HIDDEN` if a list can't be sent as a whole.
 */
export async function assertSendable(
  { type, registry }: Pick<Context, "type" | "registry">,
  id: string,
  olds: State,
  news: Inputs,
): Promise<void> {
  const known = knownFrom(type, olds);
  const wanted = leavesOf(type, fieldsIn(type, news));
  const isShown = (field: string): boolean => {
    const secrets = [...known.leaves.keys()].filter(
      (path) => path.startsWith(`${field}/`) && type.isSecret(splitPath(path)),
    );
    return secrets.length > 0 && secrets.every((path) => known.fingerprints[path] === undefined);
  };
  const changed = fieldsThatDiffer(type, known.leaves, wanted);
  const lists = changed.filter((field) => type.listKeys(field) && !isShown(field));
  if (lists.length === 0 || JSON.stringify(news).includes(UNKNOWN)) return;
  const existing = await registry.existingAtStart(olds).catch(() => []);
  const live = existing.find((one) => one.id === id);
  if (!live) return;
  try {
    for (const field of lists) assertNothingHidden(type, field, known, wanted, leavesOf(type, live));
  } catch (error) {
    throw whileDoing(`updating ${nameOf(type, news)} (${id})`, error);
  }
}
