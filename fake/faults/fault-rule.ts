import type { Region } from "../api/wire.js";
import type { Collection, JournalEntry, Operation } from "../journal/journal.js";

/** A call, as rules see it. */
export type FaultCall = Pick<
  JournalEntry,
  "requestId" | "operation" | "collection" | "method" | "path" | "projectId" | "region" | "appId" | "webhookId"
>;

/** What happens to a call that matches a rule. "The effect" is the change that the call makes to the apps. */
export type FaultEffect =
  /**
   * Responds with this status instead. Without `body`, the body is an error in the fake's envelope (`{}` for a 2xx). An
   * object is sent as JSON, and a string unchanged, as `text/html` unless `headers` say otherwise (so `""` is an empty
   * response). `applied`: the effect happens nevertheless. @default applied false
   */
  | { kind: "status"; status: number; body?: unknown; headers?: Record<string, string>; applied?: boolean }
  /** Drops the connection without a response, before or after the effect. */
  | { kind: "drop"; when: "before" | "after" }
  /** Drops the connection, or responds with `status`, at once; the effect happens unseen after `ms`. */
  | { kind: "late"; ms: number; status?: number }
  /** A LIST omits apps created within the last `ms`. No effect on other calls. */
  | { kind: "lag"; ms: number }
  /** The effect happens twice, as if an intermediary repeated the request; the first response is sent. */
  | { kind: "twice" }
  /** Sends the right response twice on the same connection; nobody waits for the second one. */
  | { kind: "answered-twice" }
  /** Sends the right response: its headers at once, its body in pieces over `ms`. */
  | { kind: "slow-body"; ms: number }
  /** Cuts the right response's body in half and drops the connection. */
  | { kind: "cut-body" }
  /** Expires all access tokens and responds with the 401 of an expired token. */
  | { kind: "expired-token" }
  /** Nothing except the rule's own `delayMs`, `before` and `after`. */
  | { kind: "none" };

/** Which calls to hit, and how. A call must match everything that is set; the first matching rule wins. */
export interface FaultRule {
  method?: string | string[];
  operation?: Operation | Operation[];
  collection?: Collection;
  /** Matched against the path without the query. */
  path?: RegExp;
  projectId?: string;
  region?: Region;
  appId?: string;
  /** Number of matching calls to let through first. @default 0 */
  skip?: number;
  /** Number of calls to hit. @default unlimited */
  times?: number;
  /** Share of calls to hit, 0–1, drawn from the fake's seed. @default 1 */
  share?: number;
  /** Milliseconds to wait before anything else. @default 0 */
  delayMs?: number;
  /** Awaited before the call's effect. */
  before?: (call: FaultCall) => void | Promise<void>;
  /** Awaited after the effect, before the response. */
  after?: (call: FaultCall) => void | Promise<void>;
  /** What happens, or a function that chooses it. @default nothing */
  effect?: FaultEffect | ((call: FaultCall) => FaultEffect);
}

/** An active rule. */
export interface Fault {
  /** Number of calls that it has hit. */
  readonly hits: number;
  /** Removes the rule; calls that it has hit continue. */
  remove(): void;
}
