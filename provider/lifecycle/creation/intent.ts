import type { Inputs } from "../../model/state";
import type { Settings } from "../../sinch/settings";
import type { Context } from "../context";
import { ADOPT_FORM, idsFor, isMalformed, lacksId } from "./adopt-pairs";

/** What program and environment ask for in creating a resource. */
export interface Intent {
  /** ID of the resource to adopt, from the program. */
  readonly adopt: string | undefined;
  /** IDs of the resources to adopt, from the environment, by the resource's name. */
  readonly named: readonly string[];
  /** Whether the environment gives this ID for a name, which may be another resource's. */
  names(name: unknown, id: string): boolean;
  /** Whether the environment holds the name without an ID. */
  readonly lacksId: boolean;
  readonly allowDuplicate: boolean;
}

/**
 * The environment applies to one run: `SINCH_ADOPT="<display name>=<id>,…"`, `SINCH_ALLOW_DUPLICATE="<display name>"`.
 */
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

/** A variable from a file with another system's line endings may end with one. */
const isName = (value: string | undefined, name: string): boolean =>
  value === name || value?.replace(/[\r\n]+$/, "") === name;

/** Parts of the environment that are invalid for any resource name. */
export function intentProblems(settings: Settings): string[] {
  const pairs = settings.find("adopt")?.value ?? "";
  return isMalformed(pairs) ? [`SINCH_ADOPT in the environment must be ${ADOPT_FORM}`] : [];
}
