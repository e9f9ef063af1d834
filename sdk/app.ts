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
  /** The resource type in URNs. */
  static readonly __pulumiType = tokenOf("App");

  /**
   * Looks up an existing app without managing it. The result has no secrets.
   *
   * @param name The _unique_ name of the resulting resource.
   * @param id The app's ID. It is an error if the app doesn't exist.
   * @param state The app's location; default as for a new app.
   * @param opts Optional settings to control the behavior of the CustomResource.
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

  /** Whether an object is an App, including one from another copy of this package. */
  static override isInstance(obj: unknown): obj is App {
    return isOfClass(obj, App.__pulumiType);
  }

  // No JSDoc here, so that editors show the class's for `new App`.
  constructor(
    /** The resource's name, unique in the stack. */
    name: string,
    /** The app's arguments. */
    args: AppArgs,
    /** Pulumi's options for the resource. */
    opts: pulumi.CustomResourceOptions = {},
  ) {
    super(DYNAMIC_APP, name, args, opts);
  }
}

// An app's outputs; `undefined` for unset ones. No JSDoc: editors would add it to the class's.
export interface App extends AppOutputs {}
type AppOutputs = { readonly [Field in keyof output.App]-?: pulumi.Output<output.App[Field]> };

export type { AppArgs };

/** The location of an app to look up. */
export type AppLookup = Pick<AppArgs, "projectId" | "region">;
