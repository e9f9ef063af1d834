/** Regions that an app can live in. (doc) */
export const REGIONS = ["us", "eu", "br"] as const;
export type Region = (typeof REGIONS)[number];

/** A credential object on the wire; its leaves are strings, booleans, or one more object. */
export type CredentialObject = { [leaf: string]: unknown };

/** The state of a channel; the service sets and changes it. (doc) */
export interface ChannelState {
  status: "PENDING" | "ACTIVE" | "FAILING";
  /** Why the channel is FAILING; otherwise empty. */
  description: string;
}

/** One entry of `channel_credentials`. Only `insert` and `edit` can add a channel outside the table. */
export interface WireEntry {
  channel: string;
  static_bearer?: CredentialObject;
  static_token?: CredentialObject;
  mms_credentials?: CredentialObject;
  kakaotalk_credentials?: CredentialObject;
  kakaotalkchat_credentials?: CredentialObject;
  telegram_credentials?: CredentialObject;
  line_credentials?: CredentialObject;
  line_enterprise_credentials?: CredentialObject;
  wechat_credentials?: CredentialObject;
  instagram_credentials?: CredentialObject;
  applebc_credentials?: CredentialObject;
  callback_secret?: string;
  credential_ordinal_number?: number;
  state?: ChannelState;
  channel_known_id?: string;
  [field: string]: unknown;
}

/** An app on the wire, including output-only fields. */
export interface WireApp {
  id: string;
  display_name: string;
  channel_credentials: WireEntry[];
  conversation_metadata_report_view?: string;
  retention_policy?: { retention_type?: string; ttl_days?: number } | null;
  dispatch_retention_policy?: { retention_type?: string; ttl_days?: number } | null;
  processing_mode?: string;
  consent_manager_settings?: { mode?: string } | null;
  smart_conversation?: { enabled?: boolean } | null;
  callback_settings?: { secret_for_overridden_callback_urls?: string } | null;
  delivery_report_based_fallback?: { enabled?: boolean; delivery_report_waiting_time?: number } | null;
  message_retry_settings?: { retry_duration?: number } | null;
  rate_limits?: { inbound: number; outbound: number; webhooks: number };
  queue_stats?: { outbound_size: number; outbound_limit: number };
  persist_message_status?: { enabled: boolean };
  message_search?: { enabled: boolean };
  [field: string]: unknown;
}

/** A webhook on the wire. */
export interface WireWebhook {
  id: string;
  app_id: string;
  target: string;
  target_type?: string;
  triggers: string[];
  secret?: string;
  client_credentials?: WireClientCredentials | null;
  [field: string]: unknown;
}

/** How Sinch obtains a token for a webhook's target. */
export interface WireClientCredentials {
  client_id: string;
  client_secret: string;
  endpoint: string;
  scope?: string;
  response_type?: string;
  token_request_type?: string;
}

/** A webhook to insert behind the API's back. */
export type WireWebhookDraft = Partial<WireWebhook>;

/** An app to insert behind the API's back. */
export type WireAppDraft = Partial<WireApp>;
