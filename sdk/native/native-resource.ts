import type * as pulumi from "@pulumi/pulumi";
import type { ResourceType } from "../../provider";
import { hideInDebugMessages } from "../debug-messages";
import { QuietResource } from "../quiet-resource";
import { refuseBadCall } from "../refusals";
import type { ResourceClass } from "../resource-class";
import { withVersion } from "./options";

/** The URN type of a class's resources. */
export type Token<Name extends string> = `sinch:conversation:${Name}`;

export const tokenOf = <Name extends string>(name: Name): Token<Name> => `sinch:conversation:${name}`;

/** A resource of the Conversation API, managed by the plugin. */
export abstract class NativeResource extends QuietResource {
  constructor(of: ResourceClass, name: string, args: object, opts: pulumi.CustomResourceOptions) {
    refuseBadCall(of, name, args, opts);
    hideInDebugMessages();
    super(tokenOf(of.name), name, { ...unsetOf(of.type), ...args }, optionsFor(of, opts));
  }
}

const unset = new Map<ResourceType, pulumi.Inputs>();

/** Declares every output, even if the program leaves it unset. */
function unsetOf(type: ResourceType): pulumi.Inputs {
  const fields = [...type.locationFields, ...type.writableFields].filter((field) => !type.isSecret([field]));
  const present = unset.get(type) ?? Object.fromEntries(fields.map((field) => [field, undefined]));
  unset.set(type, present);
  return present;
}

/** Aliases a resource of the dynamic form with the same name, so that it moves to this form. */
function optionsFor({ name }: ResourceClass, opts: pulumi.CustomResourceOptions): pulumi.CustomResourceOptions {
  const aliases = [...(opts.aliases ?? []), { type: `pulumi-nodejs:dynamic/sinch/conversation:${name}` }];
  return withVersion({ ...opts, aliases });
}
