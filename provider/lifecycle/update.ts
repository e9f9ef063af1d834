import { messageOf, SinchError } from "../base/errors";
import { assertApplied } from "../model/applied";
import { fingerprintsAfter } from "../model/comparison";
import { leavesOf } from "../model/leaves";
import { planPatch } from "../model/patch";
import { desiredIn, fieldsIn, type Inputs, knownFrom, type State, stateFrom } from "../model/state";
import { isNotFound } from "../sinch/collection";
import { assertReachable } from "../sinch/location";
import { type Context, during, nameOf } from "./context";
import type { Unverified } from "./unverified-in-run";
import { assertVerified, keysWritten, unsettledKeys, unverifiedIn, type Written, waitOf } from "./verification";

/** A resource after an update. */
export interface UpdateResult {
  readonly outs: State;
  /** What the service hasn't verified yet, if nothing waits for it. */
  readonly unverified: Unverified;
}

/**
 * Sends the difference between state and program, if any.
 *
 * @throws UnfinishedError if the service couldn't verify all of it.
 */
export async function update(context: Context, id: string, olds: State, news: Inputs): Promise<UpdateResult> {
  const seconds = waitOf(context, news);
  const written = await during(`updating ${nameOf(context.type, news)} (${id})`, () =>
    send(context, { id, olds, news, again: seconds > 0 }),
  );
  await assertVerified(context, written, seconds);
  return { outs: written.outs, unverified: unverifiedIn(context.type, written) };
}

interface Update {
  readonly id: string;
  readonly olds: State;
  readonly news: Inputs;
  /**
   * Whether to send again what the service couldn't verify: only then does the engine request an update without a
   * change.
   */
  readonly again: boolean;
}

async function send(context: Context, { id, olds, news, again }: Update): Promise<Written> {
  const { type, collection, reads, settings, registry } = context;
  const refreshFirst = refreshAdvice(type.definition.noun);
  assertReachable(type, settings, olds);
  registry.manages(id, olds.incarnation);
  const known = knownFrom(type, olds);
  const desired = desiredIn(type, news);
  const written = { id, outs: stateFrom(type, news, olds), desired: desired.leaves };
  let patch = planPatch(type, known, desired);
  let keys = patch ? keysWritten(type, known.leaves, desired.leaves) : [];
  const isList = (field: string): boolean => type.listFields.includes(field);
  // A list is sent whole, so its unchanged part must equal what the service has now.
  const { verified } = type.definition;
  if (patch ? patch.mask.some(isList) : again) {
    const live = await collection.get(olds, id).catch(refreshFirst);
    if (!patch) {
      const { pending, failing } = unsettledKeys(type, live);
      keys = [...pending, ...failing];
      if (failing.length === 0) return { ...written, shown: live, keys };
    }
    patch = planPatch(type, known, desired, leavesOf(type, live), patch ? undefined : verified && [verified.field]);
  }
  if (!patch) return { ...written, shown: { id }, keys };
  const shown = await collection
    .update(olds, id, patch, fieldsIn(type, olds))
    .finally(() => reads.forget(olds))
    .catch(refreshFirst);
  assertApplied(type, patch, known, desired.leaves, leavesOf(type, shown));
  const echoes = fingerprintsAfter(type, patch.mask, known, desired.leaves, leavesOf(type, shown));
  return { ...written, outs: stateFrom(type, news, { ...olds, echoes }), shown, keys };
}

/** The fix for a resource that doesn't exist. */
const refreshAdvice =
  (noun: string) =>
  (error: unknown): never => {
    if (!isNotFound(error)) throw error;
    throw new SinchError(
      "ERR_SINCH_STATE",
      `${messageOf(error)}. Run \`pulumi refresh\`: if the ${noun} is gone, the next \`pulumi up\` creates it again`,
      { cause: error },
    );
  };
