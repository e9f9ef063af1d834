import { messageOf, SinchError } from "../../base/errors";
import { quotedName } from "../../base/printable";
import { desiredOf, type Fields } from "../../model/leaves";
import { UNKNOWN } from "../../model/secrets";
import { fieldsIn, type Inputs, pickWritable } from "../../model/state";
import type { Shown } from "../../model/wire";
import type { Context } from "../context";
import { adoptee } from "./adoptee";
import { asExisting, changesByAdopting } from "./adoption";
import { decide } from "./decide";
import { intentOf } from "./intent";
import { anotherOne } from "./words";

/** A resource that isn't in the state, before it is created or adopted. */
export interface NewResource {
  /** What of the fields that the program sets the resource to adopt has exactly so. */
  asExisting(fields: Fields): Promise<Fields>;
  /** Whether it can be created under its name, or which one is adopted. What can't be told yet is told before it is created. */
  decision(): Promise<{ problem?: string; note?: string }>;
}

export function newResource(context: Context, inputs: Inputs): NewResource {
  const { type, registry } = context;
  const { projectId, region, adopt } = inputs;
  const name = inputs[type.definition.identity];

  async function noteOf(resource: Shown): Promise<string> {
    const what = `${type.definition.noun} ${quotedName(name)} is adopted: ${resource.id}`;
    // What isn't known yet can't be compared.
    if (JSON.stringify(inputs).includes(UNKNOWN)) return what;
    return `${what}, and ${changesByAdopting(type, resource, desiredOf(type, fieldsIn(type, inputs)))}`;
  }

  return {
    async asExisting(fields) {
      if ([adopt, projectId, region].includes(UNKNOWN) || !projectId || !region) return {};
      const existing = await adoptee(context, inputs, intentOf(context, inputs)).catch(() => undefined);
      return existing ? asExisting(type, existing, pickWritable(type, fields)) : {};
    },
    async decision() {
      if ([projectId, region, name, adopt].includes(UNKNOWN)) return {};
      try {
        const decision = await decide(context, inputs, desiredOf(type, fieldsIn(type, inputs)), "preview");
        if (decision.kind === "refuse") return { problem: decision.reasons.join("\n") };
        if (decision.kind === "adopt") {
          registry.willAdopt(decision.resource.id);
          return { note: await noteOf(decision.resource) };
        }
        // One of the others may be what an interrupted run left behind.
        if (decision.beside.length === 0) return {};
        return { note: anotherOne(type, inputs, String(name), decision.beside) };
      } catch (error) {
        if (error instanceof SinchError && error.code === "ERR_SINCH_CONFLICT") return { problem: error.message };
        return { note: `whether a name is taken couldn't be looked up: ${messageOf(error)}` };
      }
    },
  };
}
