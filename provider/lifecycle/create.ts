import { ulid } from "ulid";
import { SinchError } from "../base/errors";
import { wordOrQuoted } from "../base/printable";
import { fingerprintsOf } from "../model/comparison";
import { leavesOf } from "../model/leaves";
import { desiredIn, type Inputs, type State, stateFrom } from "../model/state";
import { isLoopback } from "../sinch/settings";
import { type Context, during, nameOf } from "./context";
import { adopt } from "./creation/adoption";
import { type Created, createOnce } from "./creation/create-once";
import { decide } from "./creation/decide";
import { intentOf } from "./creation/intent";
import { claim } from "./shared-identities";
import type { Unverified } from "./unverified-in-run";
import { assertVerified, keysWritten, unverifiedIn, type Written, waitOf } from "./verification";

/** A resource that was created or adopted. */
export interface CreateResult {
  readonly id: string;
  readonly outs: State;
  /** What the user should know. */
  readonly notes: readonly string[];
  /** What the service hasn't verified yet, if nothing waits for it. */
  readonly unverified: Unverified;
}

/**
 * Creates a resource at most once, or adopts the given one.
 *
 * @throws UnfinishedError if the resource exists, but the service couldn't verify all of it.
 */
export async function create(context: Context, inputs: Inputs): Promise<CreateResult> {
  const { written, notes } = await createIt(context, inputs);
  await assertVerified(context, written, waitOf(context, inputs));
  return { id: written.id, outs: written.outs, notes, unverified: unverifiedIn(context.type, written) };
}

async function createIt(context: Context, inputs: Inputs): Promise<{ written: Written; notes: readonly string[] }> {
  const { type, registry, reads, settings } = context;
  const { adopt: stated, named } = intentOf(context, inputs);
  const existing = stated ?? named[0];
  const name = nameOf(type, inputs);
  const operation =
    existing === undefined
      ? `creating ${name}`
      : `adopting ${type.definition.noun} ${wordOrQuoted(existing)} as ${name.replace(`${type.definition.noun} `, "")}`;
  return during(operation, async () => {
    const incarnation = ulid();
    const desired = desiredIn(type, inputs);
    const work = async (): Promise<Created> => {
      const decision = await decide(context, inputs, desired, "up");
      if (decision.kind === "refuse") {
        throw new SinchError(decision.code ?? "ERR_SINCH_CONFLICT", decision.reasons.join(". "));
      }
      if (decision.kind === "create") return createOnce(context, inputs, desired);
      return { resource: await adopt(context, inputs, decision.resource.id, desired, incarnation) };
    };
    const { resource, note } = await work().finally(() => reads.forget(inputs));
    registry.owns(resource.id, incarnation);
    claim(context, resource.id, inputs, desired.leaves, "created");
    const loopback = isLoopback(settings.apiUrl(inputs.region)) ? { loopback: true as const } : {};
    const fingerprints = fingerprintsOf(type, desired.leaves, leavesOf(type, resource), incarnation);
    const outs = stateFrom(type, inputs, { incarnation, echoes: fingerprints, ...loopback });
    const keys = keysWritten(type, new Map(), desired.leaves);
    const written = { id: resource.id, outs, shown: resource, desired: desired.leaves, keys };
    return { written, notes: note === undefined ? [] : [note] };
  });
}
