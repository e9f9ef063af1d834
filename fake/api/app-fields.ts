import type { SchemaObject } from "ajv";
import { ENTRY_SCHEMA } from "./channels.js";

function object(properties: Record<string, SchemaObject>): SchemaObject {
  return { type: "object", properties, additionalProperties: false };
}

/**
 * The fields that a request may set, with types and bounds from the reference. (doc; `consent_manager_settings`: live)
 */
export const APP_FIELDS: Record<string, SchemaObject> = {
  display_name: { type: "string", minLength: 1 },
  channel_credentials: { type: "array", items: ENTRY_SCHEMA },
  conversation_metadata_report_view: { type: "string", enum: ["NONE", "FULL"] },
  retention_policy: object({
    retention_type: {
      type: "string",
      enum: ["MESSAGE_EXPIRE_POLICY", "CONVERSATION_EXPIRE_POLICY", "PERSIST_RETENTION_POLICY"],
    },
    ttl_days: { type: "integer", minimum: 1, maximum: 3650 },
  }),
  dispatch_retention_policy: object({
    retention_type: { type: "string", enum: ["MESSAGE_EXPIRE_POLICY"] },
    ttl_days: { type: "integer", minimum: 0, maximum: 7 },
  }),
  processing_mode: { type: "string", enum: ["CONVERSATION", "DISPATCH"] },
  consent_manager_settings: object({ mode: { type: "string", enum: ["DISABLED", "PRIMARY", "SECONDARY"] } }),
  smart_conversation: object({ enabled: { type: "boolean" } }),
  callback_settings: object({ secret_for_overridden_callback_urls: { type: "string", secret: true } }),
  delivery_report_based_fallback: object({
    enabled: { type: "boolean" },
    // The service's own default of 0 is outside these bounds, so sending it back is an error. (doc)
    delivery_report_waiting_time: { type: "integer", minimum: 10, maximum: 259200 },
  }),
  message_retry_settings: object({ retry_duration: { type: "integer", minimum: 30, maximum: 3600 } }),
};

/** Fields that an app requires and that an update can't clear. (doc) */
export const REQUIRED_FIELDS = ["display_name", "channel_credentials"] as const;

/** Fields that only the service sets. (doc) */
export const APP_OUTPUT_ONLY: readonly string[] = [
  "id",
  "rate_limits",
  "queue_stats",
  "persist_message_status",
  "message_search",
];
