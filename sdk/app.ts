import type * as pulumi from "@pulumi/pulumi";
import { refuseBadGet } from "./refusals";
import { APP } from "./resource-class";
import { type DynamicClass, isOfClass, SinchResource, tokenOf } from "./sinch-resource";
import type { AppArgs } from "./types/input";
import type * as output from "./types/output";

const DYNAMIC_APP: DynamicClass = {
  ...APP,
  provider: 'exports.handler=()=>require("pulumi-sinch-conversation/provider")',
};

/**
 * An app of the Sinch Conversation API: channels with credentials, retention policies, processing mode and callback settings.
 *
 * Fields that you don't set belong to the service: they are neither compared nor sent. Secrets are always encrypted in the state,
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
export class App extends SinchResource {
  /** The type of this resource, as it stands in a URN. */
  static readonly __pulumiType = tokenOf("App");

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
    refuseBadGet(APP, name, id, opts);
    return new App(name, (state ?? {}) as AppArgs, { ...opts, id });
  }

  /** Whether an object is an App, also one of another copy of this package. */
  static override isInstance(obj: unknown): obj is App {
    return isOfClass(obj, App.__pulumiType);
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
    super(DYNAMIC_APP, name, args, opts);
  }
}

// An app's outputs: `undefined` in those that the program leaves unset. No JSDoc: editors would add it to that of the class.
export interface App extends AppOutputs {}
type AppOutputs = { readonly [Field in keyof output.App]-?: pulumi.Output<output.App[Field]> };

export type { AppArgs };

/** Where an app that is looked up lives. */
export type AppLookup = Pick<AppArgs, "projectId" | "region">;
