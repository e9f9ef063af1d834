import * as pulumi from "@pulumi/pulumi";
import { inProgramOrder, type Lifted, liftSecrets, type ResourceType, SECRET_OUTPUTS } from "../provider";
import { goesByPosition } from "./by-position";
import { hideInDebugMessages } from "./debug-messages";
import { QuietResource } from "./quiet-resource";
import { refuseWhatCantWork } from "./refusals";
import { warnWhereUnresolvable } from "./resolvable";
import type { ResourceClass } from "./resource-class";
import { singleSecrets, withSecretPaths } from "./secret-paths";

/** A class of the dynamic form. */
export interface DynamicClass extends ResourceClass {
  /**
   * The code that Pulumi's process for dynamic resources runs. The state of every resource contains it, so it is short,
   * and the same for all resources of a class in all versions.
   */
  readonly provider: string;
}

/** The URN type of a class's resources. */
export type Token<Name extends string> = `pulumi-nodejs:dynamic/sinch/conversation:${Name}`;

export const tokenOf = <Name extends string>(name: Name): Token<Name> =>
  `pulumi-nodejs:dynamic/sinch/conversation:${name}`;

/** A resource of the Conversation API, with its secrets separated. */
export abstract class SinchResource extends QuietResource {
  constructor(of: DynamicClass, name: string, args: object, opts: pulumi.CustomResourceOptions) {
    refuseWhatCantWork(of, name, args, opts);
    warnWhereUnresolvable();
    hideInDebugMessages();
    const { type } = of;
    const lifted = liftSecrets(type, { ...args });
    super(tokenOf(of.name), name, propertiesOf(of, lifted, opts), optionsFor(of, lifted, opts));
    const outputs = this as unknown as Record<string, PartlyKnown>;
    for (const field of type.listFields) {
      outputs[field] = outputInProgramOrder(type, field, outputs[field] as PartlyKnown);
    }
  }
}

/** Whether an object is a resource of a class, including one from another copy of this package. */
export const isOfClass = (obj: unknown, token: string): boolean =>
  typeof obj === "object" && obj !== null && (obj as Record<string, unknown>).__pulumiType === token;

function propertiesOf(
  { type, provider }: DynamicClass,
  lifted: Lifted,
  opts: pulumi.CustomResourceOptions,
): pulumi.Inputs {
  const { ignoreChanges, replaceOnChanges = [] } = opts;
  const { fields, secrets } = lifted;
  const kept = [...type.locationFields, ...type.writableFields].filter((field) => !type.isSecret([field]));
  const unstated = Object.fromEntries(kept.map((field) => [field, undefined]));
  // Empty containers are passed and marked too: a transform may add secrets. `check` drops those that stay empty.
  const containers = type.secretFields.map((field) => [field, pulumi.secret(secrets[field] ?? {})]);
  const replaceOnSecrets = singleSecrets(type, replaceOnChanges, lifted);
  return {
    ...unstated,
    ...fields,
    __provider: provider,
    secrets: Object.fromEntries(containers),
    ...(replaceOnSecrets.length > 0 ? { replaceOnSecrets } : {}),
    ...(goesByPosition(type, ignoreChanges, replaceOnChanges) ? { byPosition: true } : {}),
  };
}

/** An output whose `apply` can run with partly unknown values, as Pulumi itself does. */
interface PartlyKnown {
  apply(read: (value: unknown) => unknown, runWithUnknowns: true): PartlyKnown;
}

/** In a preview, a resource's outputs are its inputs as arranged for the engine. */
function outputInProgramOrder(type: ResourceType, field: string, output: PartlyKnown): PartlyKnown {
  return output.apply((list) => inProgramOrder(type, { [field]: list })[field], true);
}

function optionsFor(
  { name, type }: ResourceClass,
  lifted: Lifted,
  opts: pulumi.CustomResourceOptions,
): pulumi.CustomResourceOptions {
  const { additionalSecretOutputs = [], aliases = [], ignoreChanges, replaceOnChanges } = opts;
  return {
    ...opts,
    // Aliases a resource of the native form with the same name, so that it moves to this form.
    aliases: [...aliases, { type: `sinch:conversation:${name}` }],
    additionalSecretOutputs: [...additionalSecretOutputs, ...SECRET_OUTPUTS],
    ...(ignoreChanges ? { ignoreChanges: withSecretPaths(type, ignoreChanges, lifted) } : {}),
    ...(replaceOnChanges ? { replaceOnChanges: withSecretPaths(type, replaceOnChanges, lifted) } : {}),
  };
}
