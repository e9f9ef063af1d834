import type * as pulumi from "@pulumi/pulumi";
import type { AppArgs, AppLookup } from "../app";
import { refuseBadGet } from "../refusals";
import { APP } from "../resource-class";
import { isOfClass } from "../sinch-resource";
import type * as output from "../types/output";
import { NativeResource, tokenOf } from "./native-resource";

/**
 * An app of the Sinch Conversation API, managed by the native plugin: the channel credentials of a project, its retention policies,
 * processing mode and callback settings. Takes the arguments of the `App` of `pulumi-sinch-conversation`; changing the import line moves an app from
 * one to the other, in place.
 *
 * A field that the program doesn't set stays with the service: it is neither compared nor sent. Secrets are encrypted in the state, each in
 * its place.
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
export class App extends NativeResource {
  /** The resource type in URNs. */
  static readonly __pulumiType = tokenOf("App");

  /**
   * Looks up an existing app without managing it. The result has no secrets.
   *
   * @param name The _unique_ name of the resulting resource.
   * @param id The app's ID, or `<project>/<region>/<id>`. It is an error if the app doesn't exist.
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
    super(APP, name, args, opts);
  }
}

// An app's outputs; `undefined` for unset ones. No JSDoc: editors would add it to the class's.
export interface App extends AppOutputs {}
type AppOutputs = { readonly [Field in keyof output.App]-?: pulumi.Output<output.App[Field]> };
