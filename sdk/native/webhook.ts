import type * as pulumi from "@pulumi/pulumi";
import { refuseBadGet } from "../refusals";
import { WEBHOOK } from "../resource-class";
import { isOfClass } from "../sinch-resource";
import type * as output from "../types/output";
import type { WebhookArgs, WebhookLookup } from "../webhook";
import { refuseSixth } from "../webhooks-of-app";
import { NativeResource, tokenOf } from "./native-resource";

/**
 * A webhook of an app, managed by the native plugin: where the app's inbound messages, delivery reports and other events go. Without one an app
 * receives nothing. Takes the arguments of the `Webhook` of `pulumi-sinch-conversation`; changing the import line moves a webhook from one to
 * the other, in place.
 *
 * The service keeps the fields that the program leaves unset, except `targetType`: unset, `HTTP` is sent. Secrets are encrypted in the state,
 * each in its place. An app can have at most five webhooks, each with its own target.
 *
 * @example
 * ```ts
 * const events = new Webhook("events", {
 *   appId: support.id,
 *   target: "https://hooks.example.com/sinch",
 *   triggers: ["MESSAGE_INBOUND", "MESSAGE_DELIVERY"],
 *   secret: config.requireSecret("webhookSecret"),
 * });
 * ```
 */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: Pulumi sets each output of the interface when the resource is registered
export class Webhook extends NativeResource {
  /** The resource type in URNs. */
  static readonly __pulumiType = tokenOf("Webhook");

  /**
   * Looks up an existing webhook without managing it. The result has no secrets.
   *
   * @param name The _unique_ name of the resulting resource.
   * @param id The webhook's ID, or `<project>/<region>/<ID>`. It is an error if the webhook doesn't exist.
   * @param state The location of its app; default as for a new webhook.
   * @param opts Optional settings to control the behavior of the CustomResource.
   */
  static get(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    state: WebhookLookup = {},
    opts?: pulumi.CustomResourceOptions,
  ): Webhook {
    refuseBadGet(WEBHOOK, name, id, opts);
    return new Webhook(name, (state ?? {}) as WebhookArgs, { ...opts, id });
  }

  /** Whether an object is a Webhook, including one from another copy of this package. */
  static override isInstance(obj: unknown): obj is Webhook {
    return isOfClass(obj, Webhook.__pulumiType);
  }

  // No JSDoc here, so that editors show the class's for `new Webhook`.
  constructor(
    /** The resource's name, unique in the stack. */
    name: string,
    /** The webhook's arguments. */
    args: WebhookArgs,
    /** Pulumi's options for the resource. */
    opts: pulumi.CustomResourceOptions = {},
  ) {
    super(WEBHOOK, name, args, opts);
    refuseSixth(name, args.appId);
  }
}

// A webhook's outputs; `undefined` for unset ones. No JSDoc: editors would add it to the class's.
export interface Webhook extends WebhookOutputs {}
type WebhookOutputs = { readonly [Field in keyof output.Webhook]-?: pulumi.Output<output.Webhook[Field]> };
