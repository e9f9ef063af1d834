import type { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { isObject, own } from "../../base/values";
import { itemKeys, joinPath } from "../../model/leaves";
import type { Path, ResourceType } from "../../model/resource-type";
import { isPlainExtra, liftSecrets, restoreSecrets, type Secrets } from "../../model/secrets";
import type { Inputs, State } from "../../model/state";
import { inProgramOrder } from "../dynamic/list-order";
import { fromEngine as fromDynamicForm } from "../dynamic/stored-state";
import { ECHOES, KEPT } from "../kept-names";
import { nativeState } from "../native-form";
import { fromEngine, type Props, toEngine } from "./property-value";

// In the engine's form, a resource has its secrets in place, each marked. The core separates them. Outputs contain
// none.

/** A resource in the core's form, with the marked secrets by list key. */
export interface Form<Core = Inputs> {
  readonly core: Core;
  /** The same resource in the engine's form. */
  readonly props: Props;
  readonly marks: ReadonlySet<string>;
  /** Whether the dynamic host wrote it. */
  readonly isDynamic: boolean;
}

/** A property of every resource of the dynamic host. */
const DYNAMIC = "__provider";

/** Decodes inputs: from the program, from `check`, or from a state. */
export function inputsFrom(type: ResourceType, struct: Struct | undefined): Form {
  const { props, marks } = fromEngine(struct);
  if (DYNAMIC in props) {
    const { [DYNAMIC]: _, replaceOnSecrets, ...rest } = props;
    return { core: inProgramOrder(type, rest) as Inputs, props, marks: new Set(), isDynamic: true };
  }
  const { fields, secrets } = liftSecrets(type, props);
  return { core: { ...fields, secrets } as Inputs, props, marks: byKeys(type, props, marks), isDynamic: false };
}

/**
 * Decodes a state. Its inputs hold what the program asked for; its outputs hold the program's view and the bookkeeping.
 *
 * @param inputs `undefined` if not needed; values that the outputs lack are then missing.
 */
export function stateFrom(type: ResourceType, outputs: Struct | undefined, inputs: Struct | undefined): Form<Props> {
  const { props, marks } = fromEngine(outputs);
  if (DYNAMIC in props) {
    const { [DYNAMIC]: _, ...rest } = props;
    return { core: inProgramOrder(type, fromDynamicForm(rest)), props, marks: new Set(), isDynamic: true };
  }
  const asked = inputsFrom(type, inputs);
  return {
    props,
    core: nativeState(type, props, asked.core),
    marks: new Set([...byKeys(type, props, marks), ...asked.marks]),
    isDynamic: false,
  };
}

/** Encodes inputs for the engine. Secrets of the schema and those of the program are marked. */
export function inputsToEngine(type: ResourceType, { secrets, ...fields }: Props, marks: ReadonlySet<string>): Struct {
  const whole = restoreSecrets(type, fields, secrets as Secrets | undefined).fields;
  return toEngine(whole, secretIn(type, whole, marks));
}

/** Encodes outputs for the engine, without the schema's secrets. */
export function outputsToEngine(type: ResourceType, state: Partial<State>, marks: ReadonlySet<string>): Struct {
  const { secrets: _, formatVersion, incarnation, loopback, echoes, ...fields } = state;
  const kept = { formatVersion, incarnation, ...(loopback ? { loopback } : {}) };
  const props = { ...fields, ...(incarnation ? { [KEPT]: kept } : {}), ...(echoes ? { [ECHOES]: echoes } : {}) };
  return toEngine(props, secretIn(type, props, marks));
}

/** Which values of a resource are secrets. */
function secretIn(
  type: ResourceType,
  props: Props,
  marks: ReadonlySet<string>,
): (path: Path, value: unknown) => boolean {
  return (path, value) => {
    const [field = ""] = path;
    if (field === ECHOES) return true;
    const names = keyed(type, props, path);
    if (marks.size > 0 && marks.has(joinPath(names))) return true;
    const isList = path.length === 1 && type.listKeys(field) !== undefined;
    if (isList || isObject(value) || value === null || !type.secretFields.includes(field)) return false;
    return type.isSecret(names) && !isPlainExtra(type, names, value);
  };
}

const byKeys = (type: ResourceType, props: Props, marks: readonly Path[]): ReadonlySet<string> =>
  new Set(marks.map((path) => joinPath(keyed(type, props, path))));

/** Replaces the position of a keyed list's item with its key. */
function keyed(type: ResourceType, props: Props, path: Path): Path {
  const [field = "", at, ...rest] = path;
  const list = own(props, field);
  if (at === undefined || !type.listKeys(field) || !Array.isArray(list)) return path;
  return [field, itemKeys(type, field, list)[Number(at)] ?? at, ...rest];
}
