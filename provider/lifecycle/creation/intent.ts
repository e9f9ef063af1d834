import type { Inputs } from "../../model/state";
import type { Settings } from "../../sinch/settings";
import type { Context } from "../context";
import { ADOPT_FORM, idsFor, isMalformed, lacksId } from "./adopt-pairs";

/** What program and environment say about how a resource is to be created. */
export interface Intent {
  /** ID of the resource to adopt that the program names. */
  readonly adopt: string | undefined;
  /** IDs of the resources that the environment names under the resource's name. */
  readonly named: readonly string[];
  /** Whether the environment names a resource under another name. */
  names(name: unknown, id: string): boolean;
  /** Whether the environment holds the name without an ID. */
  readonly lacksId: boolean;
  readonly allowDuplicate: boolean;
}

/** The environment is for one run: `SINCH_ADOPT="<display name>=<id>,…"`, `SINCH_ALLOW_DUPLICATE="<display name>"`. */
export function intentOf({ type, settings }: Pick<Context, "type" | "settings">, inputs: Inputs): Intent {
  const name = String(inputs[type.definition.identity]);
  const pairs = settings.find("adopt")?.value ?? "";
  return {
    adopt: typeof inputs.adopt === "string" ? inputs.adopt : undefined,
    named: idsFor(name, pairs),
    names: (other, id) => idsFor(String(other), pairs).includes(id),
    lacksId: lacksId(name, pairs),
    allowDuplicate: inputs.allowDuplicateName === true || isName(settings.find("allowDuplicate")?.value, name),
  };
}

/** A file of variables may have line ends of another system, which a value then ends with. */
const isName = (value: string | undefined, name: string): boolean =>
  value === name || value?.replace(/[\r\n]+$/, "") === name;

/** What of the environment can't be an intent, whatever names there are. */
export function intentProblems(settings: Settings): string[] {
  const pairs = settings.find("adopt")?.value ?? "";
  return isMalformed(pairs) ? [`SINCH_ADOPT in the environment must be ${ADOPT_FORM}`] : [];
}
