import * as pulumi from "@pulumi/pulumi";
import { appType, inProgramOrder, type Lifted, liftSecrets, SECRET_OUTPUTS } from "../provider";
import { goesByPosition } from "./by-position";
import { hideInDebugMessages } from "./debug-messages";
import { QuietResource } from "./quiet-resource";
import { refuseBadGet, refuseWhatCantWork } from "./refusals";
import { warnWhereUnresolvable } from "./resolvable";
import { singleSecrets, withSecretPaths } from "./secret-paths";
import type { AppArgs } from "./types/input";
import type * as output from "./types/output";

/**
 * An app of the Sinch Conversation API: its channels with their credentials, retention policies, processing mode and callback settings.
 *
 * The service keeps the fields that the program leaves unset: they are neither compared nor sent. Secrets are always encrypted in the state,
 * apart from the other fields, so that previews stay readable.
 *
 * @example
 * ```ts
 * const support = new App("support", {
 *   displayName: "Support",
 *   channelCredentials: [
 *     { channel: "SMS", staticBearer: { claimedIdentity: "my-service-plan", token: config.requireSecret("smsToken") } },
 *   ],
 * });
 * export const appId = support.id;
 * ```
 */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: Pulumi sets each output of the interface when the resource is registered
export class App extends QuietResource {
  /** The type of this resource, as it stands in a URN. */
  static readonly __pulumiType = "pulumi-nodejs:dynamic/sinch/conversation:App";

  /**
   * Looks up an app that exists, without managing it. Its secrets don't come along.
   *
   * @param name
   *  The _unique_ name of the resulting resource.
   * @param id
   *  The app's id. An app that isn't there is an error.
   * @param state
   *  Where the app lives; default as for a new app.
   * @param opts
   *  Optional settings to control the behavior of the CustomResource.
   */
  static get(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    state: AppLookup = {},
    opts?: pulumi.CustomResourceOptions,
  ): App {
    refuseBadGet(name, id, opts);
    return new App(name, (state ?? {}) as AppArgs, { ...opts, id });
  }

  /** Whether an object is an App, also one of another copy of this package. */
  static override isInstance(obj: unknown): obj is App {
    return (
      typeof obj === "object" && obj !== null && (obj as Record<string, unknown>).__pulumiType === App.__pulumiType
    );
  }

  // Without a comment of its own, so that editors show that of the class for `new App`.
  constructor(
    /** The resource's name, unique in the stack. */
    name: string,
    /** What to set of the app. */
    args: AppArgs,
    /** Pulumi's options for the resource. */
    opts: pulumi.CustomResourceOptions = {},
  ) {
    refuseWhatCantWork(name, args, opts);
    warnWhereUnresolvable();
    hideInDebugMessages();
    const lifted = liftSecrets(appType, { ...args });
    super(App.__pulumiType, name, propertiesOf(lifted, opts), optionsFor(lifted, opts));
    const outputs = this as unknown as Record<string, PartlyKnown>;
    for (const field of appType.listFields) outputs[field] = outputInProgramOrder(field, outputs[field] as PartlyKnown);
  }
}

// An app's outputs: `undefined` in those that the program leaves unset. No JSDoc: editors would add it to that of the class.
export interface App extends AppOutputs {}
type AppOutputs = { readonly [Field in keyof output.App]-?: pulumi.Output<output.App[Field]> };

export type { AppArgs };

/** Where an app that is looked up lives. */
export type AppLookup = Pick<AppArgs, "projectId" | "region">;

/**
 * The code that Pulumi's process for dynamic resources runs: it stands in the state of every app, so it is short, and the
 * same for all apps and versions.
 */
const PROVIDER = 'exports.handler=()=>require("pulumi-sinch-conversation/provider")';

function propertiesOf(lifted: Lifted, opts: pulumi.CustomResourceOptions): pulumi.Inputs {
  const { ignoreChanges, replaceOnChanges = [] } = opts;
  const { fields, secrets } = lifted;
  const unstated = Object.fromEntries(
    [...appType.locationFields, ...appType.writableFields].map((field) => [field, undefined]),
  );
  // A container is there, and marked, also where it is empty: a transform may bring what goes there. `check` drops it then.
  const containers = appType.secretFields.map((field) => [field, pulumi.secret(secrets[field] ?? {})]);
  const replaceOnSecrets = singleSecrets(replaceOnChanges, lifted);
  return {
    ...unstated,
    ...fields,
    __provider: PROVIDER,
    secrets: Object.fromEntries(containers),
    ...(replaceOnSecrets.length > 0 ? { replaceOnSecrets } : {}),
    ...(goesByPosition(ignoreChanges, replaceOnChanges) ? { byPosition: true } : {}),
  };
}

/** An output whose `apply` can be asked to run where parts of the value aren't known yet, as Pulumi itself does. */
interface PartlyKnown {
  apply(read: (value: unknown) => unknown, runWithUnknowns: true): PartlyKnown;
}

/** In a preview the outputs of an app are its inputs as they were arranged for the engine. */
function outputInProgramOrder(field: string, output: PartlyKnown): PartlyKnown {
  return output.apply((list) => inProgramOrder(appType, { [field]: list })[field], true);
}

function optionsFor(lifted: Lifted, opts: pulumi.CustomResourceOptions): pulumi.CustomResourceOptions {
  const { additionalSecretOutputs = [], aliases = [], ignoreChanges, replaceOnChanges } = opts;
  return {
    ...opts,
    // An app of the native form that the state has under this name is this one.
    aliases: [...aliases, { type: "sinch:conversation:App" }],
    additionalSecretOutputs: [...additionalSecretOutputs, ...SECRET_OUTPUTS],
    ...(ignoreChanges ? { ignoreChanges: withSecretPaths(ignoreChanges, lifted) } : {}),
    ...(replaceOnChanges ? { replaceOnChanges: withSecretPaths(replaceOnChanges, lifted) } : {}),
  };
}
