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
  /** The type of this resource, as it stands in a URN. */
  static readonly __pulumiType = tokenOf("App");

  /**
   * Looks up an existing app without managing it. Its secrets don't come along.
   *
   * @param name
   *  The _unique_ name of the resulting resource.
   * @param id
   *  The app's id, or `<project>/<region>/<id>`. An app that doesn't exist is an error.
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
    super(APP, name, args, opts);
  }
}

// An app's outputs: `undefined` in those that the program leaves unset. No JSDoc: editors would add it to that of the class.
export interface App extends AppOutputs {}
type AppOutputs = { readonly [Field in keyof output.App]-?: pulumi.Output<output.App[Field]> };
