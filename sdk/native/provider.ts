import * as pulumi from "@pulumi/pulumi";
import { hideInDebugMessages } from "../debug-messages";
import { withVersion } from "./options";

/** The arguments of a {@link Provider}. Unset ones come from the environment. */
export interface ProviderArgs {
  /** Project of the resources; a resource's own `projectId` wins. Unset: `SINCH_PROJECT_ID` in the environment. */
  projectId?: pulumi.Input<string | undefined>;
  /**
   * Region; a resource's own `region` wins. Unset: `SINCH_CONVERSATION_REGION`, then `SINCH_REGION` in the environment.
   */
  region?: pulumi.Input<"us" | "eu" | "br" | undefined>;
  /** ID of the project's access key. Unset: `SINCH_KEY_ID` in the environment. */
  keyId?: pulumi.Input<string | undefined>;
  /** Secret of the access key; always a secret. Unset: `SINCH_KEY_SECRET` in the environment. */
  keySecret?: pulumi.Input<string | undefined>;
  /** Access keys by project ID, for resources in several projects; always secrets. */
  projects?: pulumi.Input<Record<string, pulumi.Input<ProjectKey>> | undefined>;
  /**
   * `oauth2` (default), or `basic`, which sends the key itself with every call and is for testing. Unset:
   * `SINCH_AUTH_METHOD` in the environment.
   */
  authMethod?: pulumi.Input<"oauth2" | "basic" | undefined>;
  /**
   * Total time budget for a call, retries included: 1–3600 seconds, default 120. A resource's `customTimeouts` win.
   * Unset: `SINCH_TIMEOUT_SECONDS` in the environment.
   */
  timeoutSeconds?: pulumi.Input<number | undefined>;
  /**
   * Seconds that an update waits for written channels to be verified: 0–3600, default 0, which doesn't wait.
   * An app's `channelTimeout` wins. Unset: `SINCH_CHANNEL_TIMEOUT` in the environment.
   */
  channelTimeout?: pulumi.Input<number | undefined>;
  /**
   * What to do if a new or changed app has the same sender as another app of the project and region: `warn` (default)
   * adds a note to the preview, `refuse` fails it. Unset: `SINCH_SHARED_IDENTITIES` in the environment.
   */
  sharedIdentities?: pulumi.Input<"warn" | "refuse" | undefined>;
  /**
   * The reason for allowing webhook targets with http on other machines; otherwise they must use https. Unset:
   * `SINCH_PLAIN_URLS` in the environment.
   */
  plainUrls?: pulumi.Input<string | undefined>;
  /** Alternative API host, with `{region}` as the region's placeholder. Unset: `SINCH_API_URL` in the environment. */
  apiUrl?: pulumi.Input<string | undefined>;
  /** Alternative host for tokens. Unset: `SINCH_AUTH_URL` in the environment. */
  authUrl?: pulumi.Input<string | undefined>;
}

/** A project's access key. */
export interface ProjectKey {
  /** ID of the access key. */
  keyId: pulumi.Input<string>;
  /** Secret of the access key. */
  keySecret: pulumi.Input<string>;
}

/**
 * An explicit provider: a separate account for the resources that use it. Each runs in a separate process.
 *
 * @example
 * ```ts
 * const eu = new Provider("eu", { projectId: "P", region: "eu", keyId: "K", keySecret: config.requireSecret("euKey") });
 * new App("support", { displayName: "Support", channelCredentials: [] }, { provider: eu });
 * ```
 */
export class Provider extends pulumi.ProviderResource {
  /** The provider type in URNs, after `pulumi:providers:`. */
  static readonly __pulumiType = "sinch";

  /** Whether an object is a Provider, including one from another copy of this package. */
  static override isInstance(obj: unknown): obj is Provider {
    return (
      typeof obj === "object" &&
      obj !== null &&
      (obj as Record<string, unknown>).__pulumiType === `pulumi:providers:${Provider.__pulumiType}`
    );
  }

  // No JSDoc here, so that editors show the class's for `new Provider`.
  constructor(
    /** The provider's name, unique in the stack. */
    name: string,
    /** The default location of its resources, and the access key. */
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
      // The engine only accepts strings as settings.
      projects: projects && pulumi.secret(pulumi.jsonStringify(projects)),
      timeoutSeconds: pulumi.output(timeoutSeconds).apply((seconds) => seconds?.toString()),
    };
    super(Provider.__pulumiType, name, inputs, withVersion(opts));
  }
}
