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
   * The code that Pulumi's process for dynamic resources runs: it stands in the state of every resource, so it is short, and the
   * same for all resources of a class and all versions.
   */
  readonly provider: string;
}

/** The type of a class's resources, as it stands in a URN. */
export type Token<Name extends string> = `pulumi-nodejs:dynamic/sinch/conversation:${Name}`;

export const tokenOf = <Name extends string>(name: Name): Token<Name> =>
  `pulumi-nodejs:dynamic/sinch/conversation:${name}`;

/** A resource of the Conversation API, its secrets apart. */
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

/** Whether an object is a resource of a class, also of another copy of this package. */
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
  // A container is there, and marked, also where it is empty: a transform may bring what goes there. `check` drops it then.
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

/** An output whose `apply` can be asked to run where parts of the value aren't known yet, as Pulumi itself does. */
interface PartlyKnown {
  apply(read: (value: unknown) => unknown, runWithUnknowns: true): PartlyKnown;
}

/** In a preview the outputs of a resource are its inputs as they were arranged for the engine. */
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
    // A resource of the native form that the state has under this name is this one.
    aliases: [...aliases, { type: `sinch:conversation:${name}` }],
    additionalSecretOutputs: [...additionalSecretOutputs, ...SECRET_OUTPUTS],
    ...(ignoreChanges ? { ignoreChanges: withSecretPaths(type, ignoreChanges, lifted) } : {}),
    ...(replaceOnChanges ? { replaceOnChanges: withSecretPaths(type, replaceOnChanges, lifted) } : {}),
  };
}
