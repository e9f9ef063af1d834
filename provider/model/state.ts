import { SinchError } from "../base/errors";
import type { Fingerprints, Known } from "./comparison";
import { type Desired, desiredOf, type Fields } from "./leaves";
import type { Location, ResourceType } from "./resource-type";
import { liftSecrets, restoreSecrets, type Secrets } from "./secrets";

/** Format version of the state. A higher version is refused. */
export const FORMAT_VERSION = 1;

export type { Location } from "./resource-type";

/** Checked inputs of a resource: its location, its fields, its secrets separated. */
export interface Inputs extends Location {
  readonly secrets: Secrets;
  readonly [field: string]: unknown;
}

/** What the state keeps in addition to the inputs. */
export interface Bookkeeping {
  readonly formatVersion: number;
  /** A ULID, new with each creation or adoption. It tells a resource from its earlier incarnations, and dates it. */
  readonly incarnation: string;
  /** Kept as a secret; absent if empty. */
  readonly echoes?: Fingerprints;
  /** The resource was created on this machine, against a stand-in for the service. */
  readonly loopback?: true;
}

/** The outputs of a resource, which are its state. */
export type State = Inputs & Bookkeeping;

/** Whether properties belong to a resource that this package manages, not to one that was only looked up. */
export function isManaged(props: Readonly<Record<string, unknown>>): props is State {
  return typeof props.incarnation === "string";
}

/** The writable fields with secrets in place. */
export function fieldsIn(type: ResourceType, props: Inputs): Fields {
  const { fields } = restoreSecrets(type, pickWritable(type, props), props.secrets);
  return fields;
}

/** The writable fields among properties. */
export function pickWritable(type: ResourceType, props: Readonly<Record<string, unknown>>): Fields {
  return Object.fromEntries(
    type.writableFields.filter((field) => props[field] !== undefined).map((field) => [field, props[field]]),
  );
}

/** @throws SinchError if a newer version of this package wrote the state. */
export function assertReadable(state: State, noun: string): void {
  if (state.formatVersion > FORMAT_VERSION) {
    throw new SinchError(
      "ERR_SINCH_STATE",
      `a newer version of this package wrote the state of this ${noun} (format ${state.formatVersion}, known here: ` +
        `${FORMAT_VERSION}): install that version or a later one`,
    );
  }
}

const takenApart = new WeakMap<Inputs, Desired>();

/**
 * The writable fields with secrets in place, whole and as leaves; computed once for each object that the engine passes.
 */
export function desiredIn(type: ResourceType, props: Inputs): Desired {
  const present = takenApart.get(props);
  if (present) return present;
  const desired = desiredOf(type, fieldsIn(type, props));
  takenApart.set(props, desired);
  return desired;
}

/** What the state knows about a resource. @throws SinchError if a newer version of this package wrote it. */
export function knownFrom(type: ResourceType, state: State): Known {
  assertReadable(state, type.definition.noun);
  return { leaves: desiredIn(type, state).leaves, fingerprints: state.echoes ?? {}, salt: state.incarnation };
}

/** Inputs in the state's form, with secrets separated. */
export function inputsFrom(type: ResourceType, at: Location, fields: Fields): Inputs {
  const lifted = liftSecrets(type, fields);
  return { ...type.addressOf(at), ...lifted.fields, secrets: lifted.secrets };
}

/** The inputs in a state. */
export function inputsOf(type: ResourceType, props: Inputs): Inputs {
  return { ...type.addressOf(props), ...pickWritable(type, props), secrets: props.secrets };
}

/** The complete state. */
export function stateFrom(type: ResourceType, inputs: Inputs, kept: Omit<Bookkeeping, "formatVersion">): State {
  const { incarnation, echoes, loopback } = kept;
  return {
    ...inputsOf(type, inputs),
    ...(echoes && Object.keys(echoes).length > 0 ? { echoes } : {}),
    formatVersion: FORMAT_VERSION,
    incarnation,
    ...(loopback ? { loopback } : {}),
  };
}
