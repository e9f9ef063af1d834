import { SinchError, whileDoing } from "../base/errors";
import { fieldsThatDiffer } from "../model/comparison";
import { leavesOf, splitPath } from "../model/leaves";
import { assertNothingHidden } from "../model/merge-list";
import { UNKNOWN } from "../model/secrets";
import { desiredIn, type Inputs, knownFrom, type State } from "../model/state";
import { type Context, nameOf } from "./context";
import { nameOfAnother } from "./creation/words";

/**
 * @throws SinchError `ERR_SINCH_NAME_IN_USE` if another resource has the new identity of an update, or gets it in this
 * run.
 */
async function assertUnique(
  { type, registry }: Pick<Context, "type" | "registry">,
  id: string,
  olds: State,
  news: Inputs,
): Promise<void> {
  const { unique, identity } = type.definition;
  const name = news[identity];
  if (!unique || name === olds[identity] || typeof name !== "string" || name === UNKNOWN) return;
  const existing = await registry.existingAtStart(olds).catch(() => []);
  const holders = existing.filter((one) => one.id !== id && one[identity] === name);
  if (holders.length === 0 && !registry.reserve(olds, name, id)) return;
  throw whileDoing(
    `updating ${nameOf(type, olds)} (${id})`,
    new SinchError("ERR_SINCH_NAME_IN_USE", nameOfAnother(type, olds, name, holders)),
  );
}

/**
 * For the preview: whether an update can be sent, as far as other resources and hidden values decide. Needs one LIST
 * for all resources of a place, or none if no identity changes and the service showed the list's secrets as sent. What
 * isn't known yet is left to the update.
 *
 * @throws SinchError `ERR_SINCH_NAME_IN_USE` if another resource has the new identity, `ERR_SINCH_HIDDEN` if a list
 * can't be sent as a whole.
 */
export async function assertSendable(
  context: Pick<Context, "type" | "registry">,
  id: string,
  olds: State,
  news: Inputs,
): Promise<void> {
  const { type, registry } = context;
  await assertUnique(context, id, olds, news);
  const known = knownFrom(type, olds);
  const wanted = desiredIn(type, news).leaves;
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
