import { isDeepStrictEqual } from "node:util";
import { SinchError } from "../../base/errors";
import type { ResourceType } from "../../model/resource-type";
import { liftSecrets, type Secrets } from "../../model/secrets";
import type { State } from "../../model/state";
import { ECHOES, KEPT } from "../kept-names";
import { nativeState } from "../native-form";

type Props = Readonly<Record<string, unknown>>;

/** Whether the native host wrote a state: its bookkeeping is at the top level. */
export const isNative = (state: Props): boolean => KEPT in state;

/**
 * Reads states of the native host, for a resource that moves from there to here. Only its inputs contain secrets.
 * `check` receives those without an ID; `diff` and `update` receive only the outputs. So this keeps what `check` saw
 * until `diff` brings matching outputs.
 */
export class NativeStates {
  #checked: Props[] = [];
  readonly #secrets = new Map<string, Secrets>();

  constructor(private readonly type: ResourceType) {}

  /** The inputs of a state, in this host's form. */
  inputs(olds: Props): Props {
    if (Object.keys(olds).length === 0 || "__provider" in olds || "secrets" in olds) return olds;
    const { fields, secrets } = liftSecrets(this.type, olds);
    const inputs = { ...fields, secrets };
    this.#checked.push(inputs);
    return inputs;
  }

  /** A state of the native host, in the core's form. @throws SinchError if `check` hasn't seen its inputs. */
  state(id: string, outputs: Props): State {
    const { [KEPT]: _, [ECHOES]: __, ...shown } = outputs;
    return nativeState(this.type, outputs, { ...shown, secrets: this.#secretsOf(id, shown) }) as State;
  }

  #secretsOf(id: string, shown: Props): Secrets {
    const fits = (inputs: Props): boolean =>
      Object.entries(shown).every(([field, value]) => isDeepStrictEqual(value, inputs[field]));
    const checked = this.#checked.find(fits);
    if (checked) {
      this.#checked = this.#checked.filter((other) => other !== checked);
      this.#secrets.set(id, checked.secrets as Secrets);
    }
    const secrets = this.#secrets.get(id);
    if (secrets) return secrets;
    throw new SinchError(
      "ERR_SINCH_STATE",
      `the native plugin wrote the state of this ${this.type.definition.noun}, and its outputs don't fit its inputs: run \`pulumi refresh\` first`,
    );
  }
}
