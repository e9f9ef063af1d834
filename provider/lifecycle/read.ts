import { SinchError } from "../base/errors";
import { driftOf } from "../model/drift";
import { fieldsOf, leavesOf } from "../model/leaves";
import type { Location } from "../model/resource-type";
import { liftSecrets } from "../model/secrets";
import { inputsFrom, inputsOf, isManaged, knownFrom, type State, stateFrom } from "../model/state";
import type { Shown } from "../model/wire";
import { isNotFound } from "../sinch/collection";
import { assertReachable, locationOf } from "../sinch/location";
import { type Context, during } from "./context";

type Props = Readonly<Record<string, unknown>>;

/** The current resource: its managed part, or all of it if it is only looked up. `{}` if it is gone. */
export interface ReadResult {
  readonly id?: string;
  readonly props?: Props;
  readonly inputs?: Props;
}

/**
 * Reads a resource. The result is empty only if the resource is certainly gone. One that is only looked up must exist.
 */
export async function read(context: Context, id: string, props: Props): Promise<ReadResult> {
  return during(`reading ${context.type.definition.noun} ${id}`, async () =>
    isManaged(props) ? refresh(context, id, props) : lookUp(context, id, props),
  );
}

async function refresh({ type, settings, reads, registry }: Context, id: string, state: State): Promise<ReadResult> {
  registry.manages(id, state.incarnation);
  assertReachable(type, settings, state);
  const known = knownFrom(type, state);
  const live = await reads.read(state, id);
  if (!live) return {};
  const drift = driftOf(type, known, leavesOf(type, live));
  const parent = type.parentOf(live) ?? type.parentOf(state);
  const moved = parent === type.parentOf(state) ? {} : { [type.parentField ?? ""]: parent };
  const unchanged = drift.changes.length === 0;
  const inputs = {
    ...(unchanged ? inputsOf(type, state) : inputsFrom(type, state, fieldsOf(type, drift.leaves))),
    ...moved,
  };
  return { id, inputs, props: stateFrom(type, inputs, { ...state, echoes: drift.fingerprints }) };
}

async function lookUp(context: Context, id: string, props: Props): Promise<ReadResult> {
  const { type, settings } = context;
  const at = locationOf(type, settings, props);
  const live = await find(context, at, id);
  if (!live) {
    throw new SinchError(
      "ERR_SINCH_STATE",
      `${type.definition.noun} not found in project ${at.projectId}, region ${at.region}`,
    );
  }
  const known = new Map([...leavesOf(type, live)].filter(([path]) => !path.startsWith(`${type.openField}/`)));
  const { fields } = liftSecrets(type, fieldsOf(type, known));
  return { id, props: { ...type.addressOf({ ...live, ...at }), ...fields } };
}

/** Finds a resource by location and ID only; `undefined` if it doesn't exist. */
export async function find({ type, reads, collection }: Context, at: Location, id: string): Promise<Shown | undefined> {
  // Its parent isn't known, so there is no LIST to request.
  return type.parentField ? collection.get(at, id).catch(absent) : reads.read(at, id);
}

function absent(error: unknown): undefined {
  if (!isNotFound(error)) throw error;
}
