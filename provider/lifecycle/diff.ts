import { SinchError } from "../base/errors";
import { quotedName } from "../base/printable";
import { desiredOf } from "../model/leaves";
import { planPatch } from "../model/patch";
import { fieldsIn, type Inputs, knownFrom, type State } from "../model/state";
import { assertReachable } from "../sinch/location";
import type { Context } from "./context";
import { claim } from "./shared-identities";

/** What the engine is told: the properties that force a replacement, and whether there is something to send. */
export interface Difference {
  readonly changes?: boolean;
  readonly replaces?: string[];
}

/** Whether an update has something to send. Makes no request. */
export function diff(context: Context, id: string, olds: State, news: Inputs): Difference {
  const { type, settings, registry } = context;
  if (registry.isToBeAdopted(id, olds.incarnation))
    throw managedAlready(id, quotedName(olds[type.definition.identity]), type.definition.noun);
  registry.manages(id, olds.incarnation);
  assertReachable(type, settings, olds);
  const known = knownFrom(type, olds);
  const replaces = type.locationFields.filter((part) => olds[part] !== news[part]);
  // Whether there are changes is left open, so that the engine works out the detailed diff from the inputs.
  const desired = desiredOf(type, fieldsIn(type, news));
  if (replaces.length > 0) {
    claim(context, id, news, undefined);
    return { replaces };
  }
  if (planPatch(type, known, desired)) {
    claim(context, id, news, desired.leaves);
    return {};
  }
  registry.manages(id, olds.incarnation, { unchanged: true });
  return { changes: false };
}

function managedAlready(id: string, name: string, noun: string): SinchError {
  return new SinchError(
    "ERR_SINCH_CONFLICT",
    `another resource of this program is to adopt ${id}, which the stack manages as ${name} already. ` +
      `Take that adoption back; for another ${noun} of the same name, state allowDuplicateName: true`,
  );
}
