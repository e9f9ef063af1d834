import { messageInEngine, SinchError, withCode } from "../../base/errors";
import { quotedName } from "../../base/printable";
import type { Fields } from "../../model/leaves";
import type { ResourceType } from "../../model/resource-type";
import { UNKNOWN } from "../../model/secrets";
import { desiredIn, type Inputs, pickWritable } from "../../model/state";
import type { Shown } from "../../model/wire";
import { isRefusedAccess } from "../../sinch/access";
import type { Context } from "../context";
import { ofNewResource } from "../shared-identities";
import { adoptee } from "./adoptee";
import { asExisting, changesByAdopting, NOTHING_CHANGES } from "./adoption";
import { decide, REFUSALS } from "./decide";
import { intentOf } from "./intent";
import { anotherOne } from "./words";

/** What adopting a resource means, for the preview. */
export interface Adoption {
  readonly id: string;
  readonly note: string;
  readonly changes: boolean;
}

/** What a preview says about a new resource. */
interface Outlook {
  readonly problem?: string;
  readonly note?: string;
  readonly adoption?: Adoption;
  /** The existing resource to adopt. */
  readonly existing?: Shown;
}

/** A resource that isn't in the state yet, before its creation or adoption. */
export interface NewResource {
  /** The fields whose existing value equals the program's, for a resource to adopt. */
  asExisting(fields: Fields): Promise<Fields>;
  /** Whether an adoption is mentioned, whatever the outcome. */
  readonly mayAdopt: boolean;
  /** Why the service didn't show the resource to adopt, if it refused the key. */
  refusals(): readonly string[];
  /** Whether the name is free, or which resource to adopt. What can't be decided yet is decided before the creation. */
  decision(): Promise<Outlook>;
  /** Claimed identities that other resources have. @param adopts ID of the resource to adopt. */
  sharing(adopts?: string): Promise<{ readonly problems: string[]; readonly notes: string[] }>;
}

export function newResource(context: Context, inputs: Inputs): NewResource {
  const { type } = context;
  const { adopt } = inputs;
  const address = Object.values(type.addressOf(inputs));
  const name = inputs[type.definition.identity];
  const refusals: string[] = [];
  return {
    async asExisting(fields) {
      if ([adopt, ...address].includes(UNKNOWN) || !address.every(Boolean)) return {};
      const existing = await adoptee(context, inputs, intentOf(context, inputs)).catch((error: unknown) => {
        if (isRefusedAccess(error)) refusals.push(refused(context.type, error));
        return undefined;
      });
      return existing ? asExisting(type, existing, pickWritable(type, fields)) : {};
    },
    mayAdopt: adopt !== undefined || context.settings.find("adopt") !== undefined,
    refusals: () => refusals,
    async decision() {
      if ([...address, name, adopt].includes(UNKNOWN)) return {};
      try {
        return await outlook(context, inputs);
      } catch (error) {
        if (error instanceof SinchError && REFUSALS.includes(error.code)) {
          return { problem: withCode(error.message, error.code) };
        }
        if (isRefusedAccess(error)) return { problem: refused(context.type, error) };
        return { note: `could not check whether ${nameIn(context.type)}s are in use: ${messageInEngine(error)}` };
      }
    },
    async sharing(adopts) {
      const besideItsName = intentOf(context, inputs).allowDuplicate;
      try {
        return { problems: [], notes: await ofNewResource(context, inputs, { adopts, besideItsName }) };
      } catch (error) {
        if (!(error instanceof SinchError)) throw error;
        return { problems: [withCode(error.message, error.code)], notes: [] };
      }
    },
  };
}

const refused = (type: ResourceType, error: unknown): string =>
  `could not check whether the ${nameIn(type)} is in use: ${messageInEngine(error)}`;

const nameIn = ({ definition }: ResourceType): string => (definition.unique ? definition.identity : "name");

async function outlook(context: Context, inputs: Inputs): Promise<Outlook> {
  const { type, registry } = context;
  const decision = await decide(context, inputs, desiredIn(type, inputs), "preview");
  if (decision.kind === "refuse") {
    const problem = decision.reasons.join("\n");
    return { problem: decision.code ? withCode(problem, decision.code) : problem };
  }
  if (decision.kind === "adopt") {
    registry.willAdopt(decision.resource.id);
    return ofAdoption(context, inputs, decision.resource);
  }
  // An interrupted run may have left one of the others behind.
  if (decision.beside.length === 0) return {};
  return { note: anotherOne(type, inputs, String(inputs[type.definition.identity]), decision.beside) };
}

function ofAdoption({ type }: Context, inputs: Inputs, resource: Shown): Outlook {
  const what = `${type.definition.noun} ${quotedName(inputs[type.definition.identity])} is adopted: ${resource.id}`;
  // Unknown values can't be compared.
  if (JSON.stringify(inputs).includes(UNKNOWN)) return { note: what, existing: resource };
  const changes = changesByAdopting(type, resource, desiredIn(type, inputs));
  const note = `${what}, and ${changes}`;
  return { note, adoption: { id: resource.id, note, changes: changes !== NOTHING_CHANGES }, existing: resource };
}
