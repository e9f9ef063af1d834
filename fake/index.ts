export { longLivedToken } from "./api/instagram.js";
export { SECRET_MASK } from "./api/secrets.js";
export type {
  ChannelState,
  CredentialObject,
  Region,
  WireApp,
  WireAppDraft,
  WireClientCredentials,
  WireEntry,
  WireWebhook,
  WireWebhookDraft,
} from "./api/wire.js";
export { REGIONS } from "./api/wire.js";
export type { AppFilter, AppRecord, Fake, InsertOptions, WebhookFilter } from "./fake.js";
export type { Fault, FaultCall, FaultEffect, FaultRule } from "./faults/fault-rule.js";
export type { Collection, Journal, JournalEntry, JournalFilter, Operation } from "./journal/journal.js";
export type { ReceivedRequest } from "./journal/received.js";
export type {
  FakeBehaviour,
  FakeKey,
  FakeOptions,
  FakeProject,
  RateLimitOptions,
  TokenLimitOptions,
  Unverified,
} from "./options.js";
export { DEFAULT_PROJECT } from "./options.js";
export type { EventDelivery } from "./server/send-event.js";
export { startFake } from "./server/start-fake.js";
export { sdkWebhooks } from "./store/webhook-presets.js";
