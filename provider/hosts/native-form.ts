import { own } from "../base/values";
import type { ResourceType } from "../model/resource-type";
import { type Bookkeeping, type Inputs, inputsOf } from "../model/state";
import { ECHOES, KEPT } from "./kept-names";

type Props = Readonly<Record<string, unknown>>;

/**
 * A state of the native host, as the core knows it: what was asked for stands in its inputs, and in its outputs what the program got to see
 * and the bookkeeping.
 *
 * @param outputs
 *  As the engine keeps them.
 * @param asked
 *  Its inputs, with the secrets apart. If there are none, secrets are missing.
 */
export function nativeState(type: ResourceType, outputs: Props, asked: Props): Props {
  const { [KEPT]: kept, [ECHOES]: echoes, ...shown } = outputs;
  const hasInputs = own(asked, type.definition.identity) !== undefined;
  const found = hasInputs ? inputsOf(type, asked as Inputs) : { ...shown, secrets: {} };
  return { ...found, ...(kept as Bookkeeping | undefined), ...(echoes === undefined ? {} : { echoes }) };
}

/** What says how a resource is to be created: never in a state. */
export const createOnly = (type: ResourceType, asked: Props): Props =>
  Object.fromEntries(Object.entries(asked).filter(([name]) => type.properties[name]?.["x-create-only"]));
