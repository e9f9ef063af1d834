import type { Region } from "../api/wire.js";
import type { Collection, JournalEntry, Operation } from "../journal/journal.js";

/** The call that a rule looks at. */
export type FaultCall = Pick<
  JournalEntry,
  "requestId" | "operation" | "collection" | "method" | "path" | "projectId" | "region" | "appId" | "webhookId"
>;

/** What happens to a call that a rule hits. "The effect" is what the call does to the apps. */
export type FaultEffect =
  /**
   * Answered with this status instead. Without `body`, an error body in the fake's envelope (`{}` for a 2xx); an object goes as JSON, a string as it is, as
   * `text/html` unless `headers` say otherwise (so `""` is an empty answer). `applied`: the effect happens all the same. @default applied false
   */
  | { kind: "status"; status: number; body?: unknown; headers?: Record<string, string>; applied?: boolean }
  /** The connection is dropped without an answer, before or after the effect. */
  | { kind: "drop"; when: "before" | "after" }
  /** The connection is dropped, or `status` answered, at once; the effect happens after `ms`, without anybody hearing of it. */
  | { kind: "late"; ms: number; status?: number }
  /** A LIST doesn't show apps that were created in the last `ms`. No effect on other calls. */
  | { kind: "lag"; ms: number }
  /** The effect happens twice, as when something on the way repeats a request; the first answer is sent. */
  | { kind: "twice" }
  /** The right answer, and once more on the same connection, where nobody waits for it. */
  | { kind: "answered-twice" }
  /** The right answer, its headers at once, its body in pieces over `ms`. */
  | { kind: "slow-body"; ms: number }
  /** The right answer, its body cut after half and the connection dropped. */
  | { kind: "cut-body" }
  /** All access tokens end now and the call is answered with the 401 of an expired token. */
  | { kind: "expired-token" }
  /** Nothing but the rule's own `delayMs`, `before` and `after`. */
  | { kind: "none" };

/** Which calls to hit, and how. All that is given must fit; the first rule that fits wins. */
export interface FaultRule {
  method?: string | string[];
  operation?: Operation | Operation[];
  collection?: Collection;
  /** Matched against the path without the query. */
  path?: RegExp;
  projectId?: string;
  region?: Region;
  appId?: string;
  /** Lets the first `skip` calls that fit through. @default 0 */
  skip?: number;
  /** Hits this many calls, then never again. @default without end */
  times?: number;
  /** The share of calls to hit, 0–1, drawn from the fake's seed. @default 1 */
  share?: number;
  /** Milliseconds to wait before anything else. @default 0 */
  delayMs?: number;
  /** Awaited once the call has come in, before its effect. */
  before?: (call: FaultCall) => void | Promise<void>;
  /** Awaited after the effect, before the answer. */
  after?: (call: FaultCall) => void | Promise<void>;
  /** What happens, or a function that picks it. @default nothing */
  effect?: FaultEffect | ((call: FaultCall) => FaultEffect);
}

/** A rule in force. */
export interface Fault {
  /** How many calls it has hit. */
  readonly hits: number;
  /** Takes the rule away; calls that it already hit go on. */
  remove(): void;
}
