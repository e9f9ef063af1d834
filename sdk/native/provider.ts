import * as pulumi from "@pulumi/pulumi";
import { hideInDebugMessages } from "../debug-messages";
import { withVersion } from "./options";

/** The arguments of a {@link Provider}. Each that is left out comes from the environment. */
export interface ProviderArgs {
  /** Project of the resources; `projectId` on a resource wins. Unset: `SINCH_PROJECT_ID` in the environment. */
  projectId?: pulumi.Input<string | undefined>;
  /** Region; `region` on a resource wins. Unset: `SINCH_CONVERSATION_REGION`, then `SINCH_REGION` in the environment. */
  region?: pulumi.Input<"us" | "eu" | "br" | undefined>;
  /** ID of an access key of the project. Unset: `SINCH_KEY_ID` in the environment. */
  keyId?: pulumi.Input<string | undefined>;
  /** Secret of the access key; kept as a secret. Unset: `SINCH_KEY_SECRET` in the environment. */
  keySecret?: pulumi.Input<string | undefined>;
  /** Access keys by project ID, for resources in several projects; kept as secrets. */
  projects?: pulumi.Input<Record<string, pulumi.Input<ProjectKey>> | undefined>;
  /** `oauth2` (default), or `basic`: the key itself with every call, for testing. Unset: `SINCH_AUTH_METHOD` in the environment. */
  authMethod?: pulumi.Input<"oauth2" | "basic" | undefined>;
  /**
   * Total time budget for a call, retries included: 1–3600 seconds, default 120. `customTimeouts` of a resource win. Unset:
   * `SINCH_TIMEOUT_SECONDS` in the environment.
   */
  timeoutSeconds?: pulumi.Input<number | undefined>;
  /**
   * Seconds that an update waits until the channels that it wrote are verified: 0–3600, default 0, don't wait. `channelTimeout` of an
   * app wins. Unset: `SINCH_CHANNEL_TIMEOUT` in the environment.
   */
  channelTimeout?: pulumi.Input<number | undefined>;
  /**
   * If a new app, or a changed one, gets a sender that another app of the project and region has: `warn` (default) notes it in the preview,
   * `refuse` fails it. Unset: `SINCH_SHARED_IDENTITIES` in the environment.
   */
  sharedIdentities?: pulumi.Input<"warn" | "refuse" | undefined>;
  /** Why a webhook's target may be http on another machine; unset, it must be https. Unset: `SINCH_PLAIN_URLS` in the environment. */
  plainUrls?: pulumi.Input<string | undefined>;
  /** Another host for the API; `{region}` in it stands for the region. Unset: `SINCH_API_URL` in the environment. */
  apiUrl?: pulumi.Input<string | undefined>;
  /** Another host for tokens. Unset: `SINCH_AUTH_URL` in the environment. */
  authUrl?: pulumi.Input<string | undefined>;
}

/** An access key of a project. */
export interface ProjectKey {
  /** ID of the access key. */
  keyId: pulumi.Input<string>;
  /** Its secret. */
  keySecret: pulumi.Input<string>;
}

/**
 * An explicit provider: an account of its own for the resources that it is passed to. Each is a process of its own.
 *
 * @example
 * ```ts
 * const eu = new Provider("eu", { projectId: "P", region: "eu", keyId: "K", keySecret: config.requireSecret("euKey") });
 * new App("support", { displayName: "Support", channelCredentials: [] }, { provider: eu });
 * ```
 */
export class Provider extends pulumi.ProviderResource {
  /** The type of this provider in URNs, after `pulumi:providers:`. */
  static readonly __pulumiType = "sinch";

  /** Whether an object is a Provider, also one of another copy of this package. */
  static override isInstance(obj: unknown): obj is Provider {
    return (
      typeof obj === "object" &&
      obj !== null &&
      (obj as Record<string, unknown>).__pulumiType === `pulumi:providers:${Provider.__pulumiType}`
    );
  }

  // Without a comment of its own, so that editors show that of the class for `new Provider`.
  constructor(
    /** The provider's name, unique in the stack. */
    name: string,
    /** Where its resources live, and the access key. */
    args: ProviderArgs = {},
    /** Pulumi's options for the provider. */
    opts: pulumi.ResourceOptions = {},
  ) {
    hideInDebugMessages();
    const { keySecret, projects, timeoutSeconds, ...plain } = args;
    const secret = (value: pulumi.Input<unknown>): pulumi.Output<unknown> | undefined =>
      value === undefined ? undefined : pulumi.secret(value);
    const inputs = {
      ...plain,
      keySecret: secret(keySecret),
      // The engine takes strings alone as settings.
      projects: projects && pulumi.secret(pulumi.jsonStringify(projects)),
      timeoutSeconds: pulumi.output(timeoutSeconds).apply((seconds) => seconds?.toString()),
    };
    super(Provider.__pulumiType, name, inputs, withVersion(opts));
  }
}
