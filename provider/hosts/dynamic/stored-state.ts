import { own } from "../../base/values";
import type { Bookkeeping, State } from "../../model/state";
import { ECHOES, KEPT } from "../kept-names";
import { isNative } from "./native-state";

type Props = Readonly<Record<string, unknown>>;

/** Outputs that are secret whatever the program says; early states have the first. */
export const SECRET_OUTPUTS: readonly string[] = ["echoes", ECHOES];

const keptIn = ({ secrets }: Props): Bookkeeping | undefined => own(secrets, KEPT) as Bookkeeping | undefined;

/** A state as the engine is to keep it. */
export function toEngine({ formatVersion, incarnation, loopback, echoes, secrets, ...app }: State): Props {
  const kept = { formatVersion, incarnation, ...(loopback ? { loopback } : {}) };
  return { ...app, secrets: { ...secrets, [KEPT]: kept }, ...(echoes ? { [ECHOES]: echoes } : {}) };
}

/** A state as the engine keeps it; early ones had everything at the top. What isn't the state of a managed app stays as it is. */
export function fromEngine(props: Props): Props {
  const kept = keptIn(props);
  if (!kept) return props;
  const { [ECHOES]: echoes, ...app } = props;
  const { [KEPT]: _, ...secrets } = props.secrets as Props;
  return { ...app, secrets, ...kept, ...(echoes === undefined ? {} : { echoes }) };
}

/** A new state in the form of the one before it: another form would show as a change. That of the native host isn't gone on with. */
export function inFormOf(before: Props, state: State): Props {
  return keptIn(before) || isNative(before) ? toEngine(state) : state;
}
