import { messageOf, SinchError } from "../base/errors";
import { assertApplied } from "../model/applied";
import { fingerprintsAfter } from "../model/fingerprints";
import { desiredOf, leavesOf } from "../model/leaves";
import { planPatch } from "../model/patch";
import { fieldsIn, type Inputs, knownFrom, type State, stateFrom } from "../model/state";
import { isNotFound } from "../sinch/collection";
import { assertReachable } from "../sinch/location";
import { type Context, during, nameOf } from "./context";

/** Sends what differs between the state and the program, and nothing if nothing does. */
export async function update(context: Context, id: string, olds: State, news: Inputs): Promise<{ outs: State }> {
  const { type, collection, reads, settings, registry } = context;
  return during(`updating ${nameOf(type, news)} (${id})`, async () => {
    const refreshFirst = refreshAdvice(type.definition.noun);
    assertReachable(type, settings, olds);
    registry.manages(id, olds.incarnation);
    const known = knownFrom(type, olds);
    const desired = desiredOf(type, fieldsIn(type, news));
    let patch = planPatch(type, known, desired);
    // A list goes back whole: what the program didn't change of it must be what the service has now.
    if (patch?.mask.some((field) => type.listFields.includes(field))) {
      const live = await collection.get(olds, id).catch(refreshFirst);
      patch = planPatch(type, known, desired, leavesOf(type, live));
    }
    if (!patch) return { outs: stateFrom(type, news, olds) };
    const response = collection.update(olds, id, patch).finally(() => reads.forget(olds));
    const shown = leavesOf(type, await response.catch(refreshFirst));
    assertApplied(type, patch, known, desired.leaves, shown);
    return {
      outs: stateFrom(type, news, {
        ...olds,
        echoes: fingerprintsAfter(type, patch.mask, known, desired.leaves, shown),
      }),
    };
  });
}

/** Says the way on if a resource doesn't exist. */
const refreshAdvice =
  (noun: string) =>
  (error: unknown): never => {
    if (!isNotFound(error)) throw error;
    throw new SinchError(
      "ERR_SINCH_STATE",
      `${messageOf(error)}. Run \`pulumi refresh\`: where the ${noun} is gone, the next \`pulumi up\` makes it again`,
      { cause: error },
    );
  };
