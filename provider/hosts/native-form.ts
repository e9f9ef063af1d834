import { own } from "../base/values";
import type { ResourceType } from "../model/resource-type";
import { type Bookkeeping, type Inputs, inputsOf } from "../model/state";
import { ECHOES, KEPT } from "./kept-names";

type Props = Readonly<Record<string, unknown>>;

/**
 * Converts a state of the native host to the core's form. Its inputs hold what the program asked for; its outputs hold
 * the program's view and the bookkeeping.
 *
 * @param outputs As the engine keeps them.
 * @param asked The inputs, with secrets separated. Without them, the secrets are missing.
 */
export function nativeState(type: ResourceType, outputs: Props, asked: Props): Props {
  const { [KEPT]: kept, [ECHOES]: echoes, ...shown } = outputs;
  const hasInputs = own(asked, type.definition.identity) !== undefined;
  const found = hasInputs ? inputsOf(type, asked as Inputs) : { ...shown, secrets: {} };
  return { ...found, ...(kept as Bookkeeping | undefined), ...(echoes === undefined ? {} : { echoes }) };
}

/** Properties that only affect how a resource is created; never in a state. */
export const createOnly = (type: ResourceType, asked: Props): Props =>
  Object.fromEntries(Object.entries(asked).filter(([name]) => type.properties[name]?.["x-create-only"]));
