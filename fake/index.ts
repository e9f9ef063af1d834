export type { AppFilter, AppRecord, Fake, InsertOptions } from "./fake.js";
export type { Fault, FaultCall, FaultEffect, FaultRule } from "./fault-rule.js";
export { longLivedToken } from "./instagram.js";
export type { Journal, JournalEntry, JournalFilter, Operation } from "./journal.js";
export type {
  FakeBehaviour,
  FakeKey,
  FakeOptions,
  FakeProject,
  RateLimitOptions,
  TokenLimitOptions,
} from "./options.js";
export { DEFAULT_PROJECT } from "./options.js";
export type { ReceivedRequest } from "./received.js";
export { SECRET_MASK } from "./secrets.js";
export { startFake } from "./start-fake.js";
export type { ChannelState, CredentialObject, Region, WireApp, WireAppDraft, WireEntry } from "./wire.js";
export { REGIONS } from "./wire.js";
