export { longLivedToken } from "./api/instagram.js";
export { SECRET_MASK } from "./api/secrets.js";
export type { ChannelState, CredentialObject, Region, WireApp, WireAppDraft, WireEntry } from "./api/wire.js";
export { REGIONS } from "./api/wire.js";
export type { AppFilter, AppRecord, Fake, InsertOptions } from "./fake.js";
export type { Fault, FaultCall, FaultEffect, FaultRule } from "./faults/fault-rule.js";
export type { Journal, JournalEntry, JournalFilter, Operation } from "./journal/journal.js";
export type { ReceivedRequest } from "./journal/received.js";
export type {
  FakeBehaviour,
  FakeKey,
  FakeOptions,
  FakeProject,
  RateLimitOptions,
  TokenLimitOptions,
} from "./options.js";
export { DEFAULT_PROJECT } from "./options.js";
export { startFake } from "./server/start-fake.js";
