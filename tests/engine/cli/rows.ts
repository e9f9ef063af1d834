import { secret } from "@pulumi/pulumi";
import type { AppArgs, input } from "pulumi-sinch-conversation";
import type { Fake, WireApp } from "../../../fake";

/** One app of the stack: what the program states, what is done behind Pulumi's back, and what the report says of it. */
export interface Row {
  readonly args?: Partial<AppArgs>;
  readonly ignoreChanges?: string[];
  readonly edit?: (app: WireApp, fake: Fake) => void;
  /** `field: deployed → actual`, `field: secret`, `field: added`. Without any the app is in sync. */
  readonly says?: readonly string[];
}

type Entry = Record<string, Record<string, unknown>>;

const sms: input.ChannelCredential = {
  channel: "SMS",
  staticBearer: { claimedIdentity: "plan", token: "canary-sms-token" },
  callbackSecret: "canary-callback",
};
const messenger: input.ChannelCredential = { channel: "MESSENGER", staticToken: { token: "canary-messenger-token" } };
const telegram = { channel: "TELEGRAM", telegram_credentials: { token: "canary-telegram-token" } };
const instagram: input.ChannelCredential = {
  channel: "INSTAGRAM",
  instagramCredentials: { token: "canary-instagram-token" },
};

const set = (field: string, value: unknown) => (app: WireApp) => Object.assign(app, { [field]: value });
const entry = (app: WireApp, index = 0): Entry => app.channel_credentials[index] as unknown as Entry;

/** What is drift: each of the ten fields, and each thing that can happen to a channel. */
export const DRIFTS: Readonly<Record<string, Row>> = {
  displayName: { edit: set("display_name", "By hand"), says: ['displayName: "displayName" → "By hand"'] },
  "a::b": { edit: set("display_name", "By hand"), says: ['displayName: "a::b" → "By hand"'] },
  channelCredentials: {
    args: { channelCredentials: [sms] },
    edit: (app) => Object.assign(entry(app).static_bearer as object, { claimed_identity: "another" }),
    says: ['channelCredentials[SMS].staticBearer.claimedIdentity: "plan" → "another"'],
  },
  conversationMetadataReportView: {
    args: { conversationMetadataReportView: "NONE" },
    edit: set("conversation_metadata_report_view", "FULL"),
    says: ['conversationMetadataReportView: "NONE" → "FULL"'],
  },
  retentionPolicy: {
    args: { retentionPolicy: { retentionType: "MESSAGE_EXPIRE_POLICY", ttlDays: 30 } },
    edit: set("retention_policy", { retention_type: "CONVERSATION_EXPIRE_POLICY", ttl_days: 7 }),
    says: [
      'retentionPolicy.retentionType: "MESSAGE_EXPIRE_POLICY" → "CONVERSATION_EXPIRE_POLICY"',
      "retentionPolicy.ttlDays: 30 → 7",
    ],
  },
  dispatchRetentionPolicy: {
    args: { dispatchRetentionPolicy: { retentionType: "MESSAGE_EXPIRE_POLICY", ttlDays: 3 } },
    edit: set("dispatch_retention_policy", { retention_type: "MESSAGE_EXPIRE_POLICY", ttl_days: 0 }),
    says: ["dispatchRetentionPolicy.ttlDays: 3 → 0"],
  },
  processingMode: {
    args: { processingMode: "CONVERSATION" },
    edit: set("processing_mode", "DISPATCH"),
    says: ['processingMode: "CONVERSATION" → "DISPATCH"'],
  },
  smartConversation: {
    args: { smartConversation: { enabled: true } },
    edit: set("smart_conversation", { enabled: false }),
    says: ["smartConversation.enabled: true → false"],
  },
  callbackSettings: {
    args: { callbackSettings: { secretForOverriddenCallbackUrls: "canary-override" } },
    edit: set("callback_settings", { secret_for_overridden_callback_urls: "canary-other" }),
    says: ["callbackSettings.secretForOverriddenCallbackUrls: secret"],
  },
  deliveryReportBasedFallback: {
    args: { deliveryReportBasedFallback: { enabled: true, deliveryReportWaitingTime: 60 } },
    edit: set("delivery_report_based_fallback", null),
    says: [
      "deliveryReportBasedFallback.enabled: true → unset",
      "deliveryReportBasedFallback.deliveryReportWaitingTime: 60 → unset",
    ],
  },
  messageRetrySettings: {
    args: { messageRetrySettings: { retryDuration: 60 } },
    edit: set("message_retry_settings", { retry_duration: 3600 }),
    says: ["messageRetrySettings.retryDuration: 60 → 3600"],
  },
  "channel added": {
    args: { channelCredentials: [sms] },
    edit: (app) => app.channel_credentials.push(telegram),
    says: ["channelCredentials[TELEGRAM]: added"],
  },
  "channel removed": {
    args: { channelCredentials: [sms, messenger] },
    edit: (app) => app.channel_credentials.pop(),
    says: ["channelCredentials[MESSENGER]: removed"],
  },
  "channels reordered": {
    args: { channelCredentials: [sms, messenger] },
    edit: (app) => app.channel_credentials.reverse(),
    says: ['channelCredentials: reordered ["SMS","MESSENGER"] → ["MESSENGER","SMS"]'],
  },
  "token rotated": {
    args: { channelCredentials: [sms] },
    edit: (app) => Object.assign(entry(app).static_bearer as object, { token: "canary-rotated" }),
    says: ["channelCredentials[SMS].staticBearer.token: secret"],
  },
  "callback secret set": {
    args: { channelCredentials: [sms] },
    edit: (app) => Object.assign(entry(app), { callback_secret: "canary-set" }),
    says: ["channelCredentials[SMS].callbackSecret: secret"],
  },
  "secret name": {
    args: { displayName: secret("canary-name") },
    edit: set("display_name", "canary-new-name"),
    says: ["displayName: secret"],
  },
};

/** What is no drift, whatever it looks like. */
export const NO_DRIFTS: Readonly<Record<string, Row>> = {
  "masked secrets": {
    args: {
      channelCredentials: [sms, messenger],
      callbackSettings: { secretForOverriddenCallbackUrls: "canary-override" },
    },
    edit: (app) => {
      Object.assign(entry(app).static_bearer as object, { token: "****" });
      Object.assign(entry(app), { callback_secret: "****" });
      Object.assign(entry(app, 1).static_token as object, { token: "\u2022\u2022\u2022\u2022" });
      Object.assign(app, { callback_settings: { secret_for_overridden_callback_urls: "xxxxxxxx" } });
    },
  },
  "an exchanged token": { args: { channelCredentials: [instagram] } },
  "PENDING to ACTIVE": {
    args: { channelCredentials: [sms] },
    edit: (app) => Object.assign(entry(app), { state: { status: "ACTIVE", description: "" } }),
  },
  "queue statistics": { edit: set("queue_stats", { outbound_size: 7, outbound_limit: 1 }) },
  "rate limits": { edit: set("rate_limits", { inbound: 1, outbound: 2, webhooks: 3 }) },
  "an unmanaged field": { edit: set("processing_mode", "DISPATCH") },
  "an unmanaged leaf": {
    args: { retentionPolicy: { retentionType: "MESSAGE_EXPIRE_POLICY" } },
    edit: set("retention_policy", { retention_type: "MESSAGE_EXPIRE_POLICY", ttl_days: 9 }),
  },
  "an unmanaged callback secret": {
    args: { channelCredentials: [messenger] },
    edit: (app) => Object.assign(entry(app), { callback_secret: "canary-by-hand" }),
  },
  "defaults filled in": {},
  "null for an unset object": {
    edit: (app) => Object.assign(app, { message_retry_settings: null, callback_settings: null }),
  },
  "an unknown field": {
    args: { channelCredentials: [sms] },
    edit: (app) => {
      Object.assign(app, { brand_new: { a: [1] } });
      Object.assign(entry(app), { also_new: "x", channel_known_id: "known" });
    },
  },
  "ignored field": { ignoreChanges: ["displayName"], edit: set("display_name", "Another by hand") },
  "ignored token": {
    args: { channelCredentials: [messenger, sms] },
    ignoreChanges: ["channelCredentials[1].staticBearer.token"],
    edit: (app) => Object.assign(entry(app, 1).static_bearer as object, { token: "canary-ignored" }),
  },
  "ignored channels": {
    args: { channelCredentials: [sms] },
    ignoreChanges: ["channelCredentials"],
    edit: (app) => {
      app.channel_credentials.reverse();
      Object.assign(entry(app).static_bearer as object, { token: "canary-ignored", claimed_identity: "ignored" });
    },
  },
};
