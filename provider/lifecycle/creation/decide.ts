import { type ErrorCode, SinchError } from "../../base/errors";
import type { Desired } from "../../model/leaves";
import type { Inputs } from "../../model/state";
import type { Shown } from "../../model/wire";
import type { Context } from "../context";
import { adoptee } from "./adoptee";
import { lossByAdopting } from "./adoption";
import { intentOf } from "./intent";
import { createdTwice, nameInUse, tooMany } from "./words";

/** What to do about a new resource. */
export type Decision =
  | { readonly kind: "adopt"; readonly resource: Shown }
  /** `beside`: others with its name, which are allowed. */
  | { readonly kind: "create"; readonly beside: readonly Shown[] }
  /** One line each, with the fix. */
  | { readonly kind: "refuse"; readonly reasons: readonly string[]; readonly code?: ErrorCode };

/** Refusals that only a change of the program can fix. A preview continues after any other error. */
export const REFUSALS: readonly ErrorCode[] = ["ERR_SINCH_CONFLICT", "ERR_SINCH_HIDDEN"];

/**
 * Decides whether to adopt, create or refuse. Preview and `up` both use this function only.
 *
 * @param run In a `preview`, one new resource reserves a name. In `up`, an existing resource is adopted right now, so
 * that no other new resource of its name adopts it too.
 * @throws SinchError if the service can't be reached.
 */
export async function decide(
  context: Context,
  inputs: Inputs,
  desired: Desired,
  run: "preview" | "up",
): Promise<Decision> {
  const { type, registry } = context;
  try {
    const intent = intentOf(context, inputs);
    const existing = await adoptee(context, inputs, intent, { claims: run === "up" });
    if (existing) {
      const loss = lossByAdopting(type, existing, desired.leaves);
      return loss ? { kind: "refuse", reasons: [loss] } : { kind: "adopt", resource: existing };
    }
    const name = String(inputs[type.definition.identity]);
    if (run === "preview" && !intent.allowDuplicate && registry.reserve(inputs, name)) {
      return { kind: "refuse", reasons: [createdTwice(type, inputs, name)] };
    }
    const { most } = type.definition.unique ?? {};
    if (run === "preview" && most !== undefined && (await registry.crowd(inputs)) > most) {
      return { kind: "refuse", reasons: [tooMany(type, inputs, most)] };
    }
    const inUse = await registry.inUse(inputs, name);
    if (inUse.length === 0 || intent.allowDuplicate) return { kind: "create", beside: inUse };
    return { kind: "refuse", reasons: nameInUse(context, inputs, name, inUse), code: "ERR_SINCH_NAME_IN_USE" };
  } catch (error) {
    if (error instanceof SinchError && REFUSALS.includes(error.code)) {
      return { kind: "refuse", reasons: [error.message], code: error.code };
    }
    throw error;
  }
}
