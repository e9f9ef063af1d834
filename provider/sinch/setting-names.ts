/** Where a setting can be set. */
export interface Setting {
  readonly config: string;
  readonly env: readonly string[];
}

/** The settings of a stack. */
export const SETTINGS = {
  projectId: { config: "sinch:projectId", env: ["SINCH_PROJECT_ID"] },
  region: { config: "sinch:region", env: ["SINCH_CONVERSATION_REGION", "SINCH_REGION"] },
  keyId: { config: "sinch:keyId", env: ["SINCH_KEY_ID"] },
  keySecret: { config: "sinch:keySecret", env: ["SINCH_KEY_SECRET"] },
  authMethod: { config: "sinch:authMethod", env: ["SINCH_AUTH_METHOD"] },
  apiUrl: { config: "sinch:apiUrl", env: ["SINCH_API_URL"] },
  authUrl: { config: "sinch:authUrl", env: ["SINCH_AUTH_URL"] },
  plainUrls: { config: "sinch:plainUrls", env: ["SINCH_PLAIN_URLS"] },
  adopt: { config: "", env: ["SINCH_ADOPT"] },
  allowDuplicate: { config: "", env: ["SINCH_ALLOW_DUPLICATE"] },
  timeoutSeconds: { config: "sinch:timeoutSeconds", env: ["SINCH_TIMEOUT_SECONDS"] },
  channelTimeout: { config: "sinch:channelTimeout", env: ["SINCH_CHANNEL_TIMEOUT"] },
  sharedIdentities: { config: "sinch:sharedIdentities", env: ["SINCH_SHARED_IDENTITIES"] },
} as const satisfies Record<string, Setting>;

export type SettingName = keyof typeof SETTINGS;

/** A value and its origin, for messages. */
export interface Found {
  readonly value: string;
  /** `sinch:region in the stack's configuration`, `SINCH_REGION in the environment`. */
  readonly from: string;
  /** Whether it came from the stack's configuration, a file that a pull request can edit. */
  readonly inConfig: boolean;
  /** The value for a message: in quotes, unless it is the key's secret in the wrong setting. */
  readonly shown: string;
}
