import type { SchemaObject } from "ajv";

/** Events that can trigger a webhook. One has two spellings, as editions of the reference differ. (doc) */
export const TRIGGERS: readonly string[] = [
  "MESSAGE_INBOUND",
  "MESSAGE_DELIVERY",
  "MESSAGE_SUBMIT",
  "EVENT_INBOUND",
  "EVENT_DELIVERY",
  "CONVERSATION_START",
  "CONVERSATION_STOP",
  "CONVERSATION_DELETE",
  "CONTACT_CREATE",
  "CONTACT_DELETE",
  "CONTACT_MERGE",
  "CONTACT_UPDATE",
  "CONTACT_IDENTITIES_DUPLICATION",
  "CAPABILITY",
  "OPT_IN",
  "OPT_OUT",
  "CHANNEL_EVENT",
  "RECORD_NOTIFICATION",
  "SMART_CONVERSATION",
  "SMART_CONVERSATIONS",
  "MESSAGE_INBOUND_SMART_CONVERSATION_REDACTION",
  "UNSUPPORTED",
  "BATCH_STATUS_UPDATE",
  "BATCH_DELIVERY_REPORT_FULL",
  "BATCH_DELIVERY_REPORT_SUMMARY",
  "BILLING_CREDIT_LIMIT_BREACHED",
  "CONSENT_BATCH_COMPLETE",
];

/** The webhook fields that a request may set, with types and bounds from the reference. (doc) */
export const WEBHOOK_FIELDS: Record<string, SchemaObject> = {
  app_id: { type: "string", minLength: 1 },
  target: { type: "string", minLength: 1, maxLength: 742 },
  target_type: { type: "string", enum: ["DISMISS", "HTTP"] },
  triggers: { type: "array", items: { type: "string", enum: [...TRIGGERS] }, uniqueItems: true },
  secret: { type: "string", secret: true },
  client_credentials: {
    type: "object",
    nullable: true,
    properties: {
      client_id: { type: "string", minLength: 1 },
      client_secret: { type: "string", minLength: 1, secret: true },
      endpoint: { type: "string", minLength: 1 },
      scope: { type: "string", maxLength: 1024 },
      response_type: { type: "string", maxLength: 64 },
      token_request_type: { type: "string", enum: ["BASIC", "FORM"] },
    },
    required: ["client_id", "client_secret", "endpoint"],
    additionalProperties: false,
  },
};

/** Fields that a webhook requires and that an update can't clear. (doc) */
export const WEBHOOK_REQUIRED = ["app_id", "target"] as const;

/** Fields that only the service sets. (doc) */
export const WEBHOOK_OUTPUT_ONLY: readonly string[] = ["id"];

/** Most webhooks per app. (doc) */
export const WEBHOOKS_PER_APP = 5;
