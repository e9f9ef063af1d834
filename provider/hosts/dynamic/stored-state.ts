import { own } from "../../base/values";
import type { Bookkeeping, State } from "../../model/state";
import { ECHOES, KEPT } from "../kept-names";
import { isNative } from "./native-state";

type Props = Readonly<Record<string, unknown>>;

/** Outputs that are always secret; early states have the first. */
export const SECRET_OUTPUTS: readonly string[] = ["echoes", ECHOES];

const keptIn = ({ secrets }: Props): Bookkeeping | undefined => own(secrets, KEPT) as Bookkeeping | undefined;

/** A state in the form that the engine keeps. */
export function toEngine({ formatVersion, incarnation, loopback, echoes, secrets, ...app }: State): Props {
  const kept = { formatVersion, incarnation, ...(loopback ? { loopback } : {}) };
  return { ...app, secrets: { ...secrets, [KEPT]: kept }, ...(echoes ? { [ECHOES]: echoes } : {}) };
}

/**
 * Reads a state from the engine's form; early ones had everything at the top level. Anything but the state of a managed
 * app is returned unchanged.
 */
export function fromEngine(props: Props): Props {
  const kept = keptIn(props);
  if (!kept) return props;
  const { [ECHOES]: echoes, ...app } = props;
  const { [KEPT]: _, ...secrets } = props.secrets as Props;
  return { ...app, secrets, ...kept, ...(echoes === undefined ? {} : { echoes }) };
}

/**
 * A new state in the form of the previous one, since another form would show as a change. The native host's form is not
 * continued.
 */
export function inFormOf(before: Props, state: State): Props {
  return keptIn(before) || isNative(before) ? toEngine(state) : state;
}
