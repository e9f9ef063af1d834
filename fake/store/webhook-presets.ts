import type { WireWebhookDraft } from "../api/wire.js";

/**
 * Webhooks from the test data of Sinch's SDKs: with and without client credentials, their triggers sorted. For
 * `fake.insertWebhook`.
 */
export const sdkWebhooks = (appId: string): WireWebhookDraft[] => [
  {
    app_id: appId,
    target: "https://my-callback-server.com/unsupported",
    target_type: "HTTP",
    secret: "VeryImportantSecret",
    triggers: ["UNSUPPORTED"],
    client_credentials: {
      endpoint: "https://my-auth-server.com/token",
      client_id: "my-client-id",
      client_secret: "my-client-secret",
    },
  },
  {
    app_id: appId,
    target: "https://my-callback-server.com/contact",
    target_type: "HTTP",
    secret: "VeryImportantSecret",
    triggers: ["CONTACT_CREATE", "CONTACT_DELETE", "CONTACT_IDENTITIES_DUPLICATION", "CONTACT_MERGE", "CONTACT_UPDATE"],
    client_credentials: null,
  },
];
