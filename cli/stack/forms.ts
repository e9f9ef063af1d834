import { isObject } from "../../provider/base/values";
import { inProgramOrder } from "../../provider/hosts/dynamic/list-order";
import { fromEngine } from "../../provider/hosts/dynamic/stored-state";
import { createOnly, nativeState } from "../../provider/hosts/native-form";
import type { ResourceType } from "../../provider/model/resource-type";
import { liftSecrets } from "../../provider/model/secrets";
import type { Inputs, State } from "../../provider/model/state";

/** The prefix of a resource's type in a state, in its dynamic and native form. */
export const FORMS = { dynamic: "pulumi-nodejs:dynamic/sinch/conversation:", native: "sinch:conversation:" } as const;

/** Whether a type is of the native form. */
export const isNative = (type: string): boolean => type.startsWith(FORMS.native);

/** The names of our resources. */
export type OurName = "App" | "Webhook";

/** Whether a type is one of our resources, in either form. */
export const isTypeOf = (name: OurName, type: string): boolean =>
  Object.values(FORMS).some((form) => type === form + name);

/** The state of one of our resources, in either form, from the engine's plain text. */
export function stateOf(of: ResourceType, type: string, inputs: unknown, outputs: unknown): State {
  const kept = propsIn(outputs);
  const state = isNative(type)
    ? nativeState(of, kept, withSecretsApart(of, propsIn(inputs)))
    : fromEngine(withoutProvider(kept));
  return state as State;
}

/**
 * What a preview asks for, in either form, with lists in the program's order.
 *
 * @param shown The planned outputs. Those of the native form have no secrets.
 * @param asked The inputs.
 */
export function desiredOf(of: ResourceType, type: string, shown: unknown, asked: unknown): Inputs {
  const props = isNative(type)
    ? { ...propsIn(shown), ...createOnly(of, propsIn(asked)), secrets: withSecretsApart(of, propsIn(asked)).secrets }
    : inProgramOrder(of, propsIn(shown));
  return props as Inputs;
}

type Props = Readonly<Record<string, unknown>>;

const propsIn = (value: unknown): Props => (isObject(value) ? value : {});

const withoutProvider = ({ __provider, ...props }: Props): Props => props;

function withSecretsApart(of: ResourceType, inputs: Props): Props {
  const { fields, secrets } = liftSecrets(of, inputs);
  return { ...fields, secrets };
}
