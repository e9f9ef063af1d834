import type { Location } from "../sinch/settings";
import type { Echoes, Known } from "./fingerprints";
import { SinchError } from "../base/errors";
import { type Fields, leavesOf } from "./leaves";
import { writableFields } from "./resource-type";
import { liftSecrets, restoreSecrets, type Secrets } from "./secrets";

/** Version of what the state keeps. A state of a higher version is refused. */
export const FORMAT_VERSION = 1;

/** An app as the program asks for it, checked: where it lives, its fields, its secrets apart. */
export interface AppInputs extends Location {
  readonly secrets: Secrets;
  readonly [field: string]: unknown;
}

/** What the state keeps of an app beside its inputs. */
export interface Bookkeeping {
  readonly formatVersion: number;
  /** New with each creation or adoption, a ULID: tells an app from what it was under an earlier resource, and when it came. */
  readonly incarnation: string;
  /** Kept as a secret; absent where there are none. */
  readonly echoes?: Echoes;
  /** The app was made on this machine, against a stand-in for the service. */
  readonly loopback?: true;
}

/** The outputs of an app, and so its state. */
export type AppState = AppInputs & Bookkeeping;

/** Whether properties are those of an app that this package made, not of one that was only looked up. */
export function isManaged(props: Readonly<Record<string, unknown>>): props is AppState {
  return typeof props.incarnation === "string";
}

/** The writable fields with their secrets in place. */
export function fieldsIn(props: AppInputs): Fields {
  const { fields } = restoreSecrets(pickWritable(props), props.secrets);
  return fields;
}

/** The writable fields among properties. */
export function pickWritable(props: Readonly<Record<string, unknown>>): Fields {
  return Object.fromEntries(
    writableFields.filter((field) => props[field] !== undefined).map((field) => [field, props[field]]),
  );
}

/** @throws SinchError where a newer version of this package wrote the state. */
export function assertReadable(state: AppState): void {
  if (state.formatVersion > FORMAT_VERSION) {
    throw new SinchError(
      "ERR_SINCH_STATE",
      `a newer version of this package wrote the state of this app (format ${state.formatVersion}, known here: ` +
        `${FORMAT_VERSION}): install that version or a later one`,
    );
  }
}

/** What the state knows of an app. @throws SinchError where a newer version of this package wrote it. */
export function knownFrom(state: AppState): Known {
  assertReadable(state);
  return { leaves: leavesOf(fieldsIn(state)), echoes: state.echoes ?? {}, salt: state.incarnation };
}

/** Inputs as they go into the state: secrets apart. */
export function inputsFrom(at: Location, fields: Fields): AppInputs {
  const lifted = liftSecrets(fields);
  return { projectId: at.projectId, region: at.region, ...lifted.fields, secrets: lifted.secrets };
}

/** The whole state. */
export function stateFrom(inputs: AppInputs, kept: Omit<Bookkeeping, "formatVersion">): AppState {
  const { incarnation, echoes, loopback } = kept;
  return {
    projectId: inputs.projectId,
    region: inputs.region,
    ...pickWritable(inputs),
    secrets: inputs.secrets,
    ...(echoes && Object.keys(echoes).length > 0 ? { echoes } : {}),
    formatVersion: FORMAT_VERSION,
    incarnation,
    ...(loopback ? { loopback } : {}),
  };
}
