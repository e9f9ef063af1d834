import { SinchError } from "../base/errors";
import { quotedName } from "../base/printable";
import { planPatch } from "../model/patch";
import type { ResourceType } from "../model/resource-type";
import { desiredIn, type Inputs, knownFrom, type State } from "../model/state";
import { assertReachable } from "../sinch/location";
import type { Context } from "./context";
import { claim, claimChanged } from "./shared-identities";

/** The result for the engine: the properties that force a replacement, and whether there is something to send. */
export interface Difference {
  readonly changes?: boolean;
  readonly replaces?: string[];
  /** For a replacement: the service doesn't allow both at once. */
  readonly deleteBeforeReplace?: boolean;
}

/** Whether an update has something to send. Sends no request. */
export function diff(context: Context, id: string, olds: State, news: Inputs): Difference {
  const { type, settings, registry } = context;
  if (registry.isToBeAdopted(id, olds.incarnation))
    throw managedAlready(type, id, quotedName(olds[type.definition.identity]));
  registry.manages(id, olds.incarnation);
  assertReachable(type, settings, olds);
  const known = knownFrom(type, olds);
  const replaces = type.locationFields.filter((part) => olds[part] !== news[part]);
  // Leaves `changes` unset, so that the engine computes the detailed diff from the inputs.
  const desired = desiredIn(type, news);
  if (replaces.length > 0) {
    claim(context, id, news, undefined);
    return { replaces };
  }
  const { unique, identity } = type.definition;
  const keepsIdentity = olds[identity] === news[identity];
  // Another resource can't get its identity before this one gives it up, and their order isn't known.
  if (unique && !keepsIdentity) registry.manages(id, olds.incarnation, { unchanged: true });
  const patch = planPatch(type, known, desired);
  if (patch) {
    const isOfLists = patch.mask.some((field) => type.listFields.includes(field));
    if (isOfLists) claimChanged(context, id, news, known.leaves, desired.leaves);
    return unique && keepsIdentity ? { deleteBeforeReplace: true } : {};
  }
  registry.manages(id, olds.incarnation, { unchanged: true });
  return { changes: false };
}

function managedAlready({ definition }: ResourceType, id: string, name: string): SinchError {
  const { noun, unique } = definition;
  const wayOn = unique ? "" : `; for another ${noun} with the same name, set allowDuplicateName: true`;
  return new SinchError(
    "ERR_SINCH_CONFLICT",
    `another resource of this program adopts ${id}, but the stack already manages it as ${name}. ` +
      `Remove that adoption${wayOn}`,
  );
}
