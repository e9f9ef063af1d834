import type { Advised } from "../model/definition";
import type { ResourceType } from "../model/resource-type";
import { UNKNOWN } from "../model/secrets";
import type { Inputs } from "../model/state";
import { nameOf } from "./context";

/** A type's advice on the fields that a program sets; each note names the resource. */
export function adviceOn(type: ResourceType, inputs: Inputs, about: Advised): readonly string[] {
  const { advice, identity, noun } = type.definition;
  const name = inputs[identity] === UNKNOWN ? `a new ${noun}` : nameOf(type, inputs);
  return (advice?.(about) ?? []).map((advised) => `${name}: ${advised}`);
}
