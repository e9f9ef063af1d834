import type { WireApp, WireAppDraft, WireEntry } from "../api/wire.js";
import type { FakeBehaviour } from "../options.js";

type Fields = { [field: string]: unknown };

/** Defaults for the unset leaves of a message that is set. (doc) */
const LEAVES: Record<string, Fields> = {
  retention_policy: { retention_type: "MESSAGE_EXPIRE_POLICY", ttl_days: 180 },
  dispatch_retention_policy: { retention_type: "MESSAGE_EXPIRE_POLICY", ttl_days: 0 },
  smart_conversation: { enabled: false },
  callback_settings: { secret_for_overridden_callback_urls: "" },
  delivery_report_based_fallback: { enabled: false, delivery_report_waiting_time: 0 },
  message_retry_settings: { retry_duration: 3600 },
};

/** What only the service sets. (sdk) */
const SERVER_SIDE: Fields = {
  queue_stats: { outbound_size: 0, outbound_limit: 500000 },
  persist_message_status: { enabled: false },
  message_search: { enabled: false },
};

const SDK_RATE_LIMITS = { outbound: 20, inbound: 100, webhooks: 100 };

/** Defaults for an app's unset fields. The sources disagree, so there are three sets. */
const FIELDS: Record<FakeBehaviour["defaults"], Fields> = {
  sdk: {
    conversation_metadata_report_view: "NONE",
    processing_mode: "CONVERSATION",
    rate_limits: SDK_RATE_LIMITS,
    ...SERVER_SIDE,
    ...LEAVES,
  },
  openapi: {
    conversation_metadata_report_view: "NONE",
    processing_mode: "DISPATCH",
    rate_limits: { outbound: 25, inbound: 25, webhooks: 25 },
    ...SERVER_SIDE,
    ...LEAVES,
  },
  // A deployment that omits unset fields. The two that the reference calls nullable are null, other messages are
  // absent. (inferred)
  sparse: {
    conversation_metadata_report_view: "NONE",
    processing_mode: "CONVERSATION",
    delivery_report_based_fallback: null,
    message_retry_settings: null,
    rate_limits: SDK_RATE_LIMITS,
    queue_stats: SERVER_SIDE.queue_stats,
  },
};

/**
 * Fills in what the service would show for an app, in place; existing values stay. Entries without a state count as
 * active.
 */
export function fillDefaults(app: WireAppDraft & { id: string }, set: FakeBehaviour["defaults"]): WireApp {
  fill(app, FIELDS[set]);
  for (const [field, leaves] of Object.entries(LEAVES)) fill(app[field], leaves);
  app.display_name ??= "";
  app.channel_credentials ??= [];
  for (const entry of app.channel_credentials) fillEntry(entry, set);
  return app as WireApp;
}

function fillEntry(entry: WireEntry, set: FakeBehaviour["defaults"]): void {
  fill(entry, { state: { status: "ACTIVE", description: "" } });
  // A sparse deployment omits empty strings, zeroes and false. (inferred)
  if (set === "sparse") return;
  fill(entry, { callback_secret: "", channel_known_id: "", credential_ordinal_number: 0 });
  fill(entry.line_credentials, { is_default: false });
  fill(entry.line_enterprise_credentials, { is_default: false });
}

function fill(target: unknown, defaults: Fields): void {
  if (typeof target !== "object" || target === null) return;
  for (const [field, value] of Object.entries(defaults)) {
    if (!Object.hasOwn(target, field)) (target as Fields)[field] = structuredClone(value);
  }
}
