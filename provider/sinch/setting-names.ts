/** Where a setting can stand. */
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
  sharedIdentities: { config: "sinch:sharedIdentities", env: ["SINCH_SHARED_IDENTITIES"] },
} as const satisfies Record<string, Setting>;

export type SettingName = keyof typeof SETTINGS;
