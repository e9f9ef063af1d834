import type { SecretsShown } from "./api/secrets.js";
import type { Region } from "./api/wire.js";
import type { JournalEntry } from "./journal/journal.js";

/** An access key: what a client presents as HTTP Basic. (doc) */
export interface FakeKey {
  keyId: string;
  keySecret: string;
}

/** A project and the keys that reach it. The same key under several projects reaches them all. */
export interface FakeProject {
  projectId: string;
  keys: FakeKey[];
  /** ID of the project that this one is a subproject of; see {@link FakeBehaviour.parentKeys}. @default none */
  parent?: string;
}

/** A limit on requests; over it the answer is 429 `RESOURCE_EXHAUSTED`. */
export interface RateLimitOptions {
  /** Requests let through in any one second, per project. @default 800 (doc) */
  perSecond?: number;
  /** What a 429 says in `Retry-After`. @default "none" (the reference names no such header; inferred) */
  retryAfter?: "none" | "seconds" | "date";
}

/** The token endpoint's bucket; over it the answer is 429 without `Retry-After`. (sdk) */
export interface TokenLimitOptions {
  /** @default 30 (sdk) */
  capacity?: number;
  /** Tokens a second that flow back. @default 10 (sdk) */
  refillPerSecond?: number;
}

/** What becomes of an entry that the channel can't verify. */
export interface Unverified {
  becomes: "FAILING" | "gone";
  /** Milliseconds after the write, during which it is PENDING. @default as `pendingMs` */
  afterMs?: number;
  /** What the state says of it. */
  reason?: string;
}

/** How the service behaves where its sources disagree or deployments differ. All of it can be changed while the fake runs. */
export interface FakeBehaviour {
  /**
   * What the service fills in for fields that a request doesn't set: `openapi` (the newest reference: DISPATCH, live, and rate limits of 25),
   * `sdk` (the SDKs' test data: CONVERSATION, 20/100/100), or `sparse` (CONVERSATION; unset objects are absent or `null`, empty strings and
   * zeroes are left out). @default "openapi"
   */
  defaults: "sdk" | "openapi" | "sparse";
  /**
   * How empty values come back, an app's as well as an empty list of apps: `show` (as they are), `omit` (left out, as protobuf's JSON does:
   * empty strings and lists, zeroes, `false`, and an enum's first value; of an object `{}` is left), or `null`. @default "show"
   */
  empty: "show" | "omit" | "null";
  /** Whether secrets come back as they were sent (sdk), as {@link SECRET_MASK}, or not at all (both inferred). Empty ones stay empty. @default "echo" */
  secrets: SecretsShown;
  /** Whether an Instagram token is exchanged for a long-lived one on write (doc), or kept as sent. @default "exchange" */
  instagram: "exchange" | "keep";
  /** What a webhook gets whose request doesn't say: editions of the reference differ (doc). With `DISMISS` it sends nothing. @default "HTTP" */
  targetType: "HTTP" | "DISMISS";
  /** The order in which a webhook's triggers come back; the SDKs' test data has them sorted. @default "sent" */
  triggerOrder: "sent" | "sorted";
  /** Whether an error body is `{ "error": … }` without `details` (live), or the error itself with `details` (doc). @default "wrapped" */
  envelope: "flat" | "wrapped";
  /**
   * What becomes of a field that the deployment doesn't know: `drop` loses it on POST and beside a mask, and refuses it in a PATCH without one
   * (inferred: the way of the service's gateway); `keep` stands for a deployment that knows more fields and channels than this fake. @default "drop"
   */
  unknownFields: "drop" | "keep";
  /** Whether responses show `consent_manager_settings` once it is set. It isn't known. @default "hide" */
  consentManager: "show" | "hide";
  /** Whether the keys of a project are refused by its subprojects (live), or reach them (doc). @default "refused" */
  parentKeys: "refused" | "reach";
  /** Milliseconds until a channel that was just added goes from PENDING to ACTIVE, seen at the next read. @default 20 */
  pendingMs: number;
  /**
   * Identities that a channel can't verify, such as a `claimed_identity`, and what becomes of an entry that is written with one: after a while
   * it is FAILING, or gone from the app (live). @default {}
   */
  unverified: Readonly<Record<string, Unverified>>;
  /** Seconds that an access token lasts; may be a fraction. @default 3600 (doc) */
  tokenLifetimeSeconds: number;
  /** The limit of requests per project; `true` for the documented 800 a second. @default false */
  rateLimit: boolean | RateLimitOptions;
  /** The limit of the token endpoint; `true` for the SDK's figures. @default false */
  tokenLimit: boolean | TokenLimitOptions;
}

/** How to start a fake Apps API. */
export interface FakeOptions extends Partial<FakeBehaviour> {
  /** Port on 127.0.0.1; 0 takes a free one. @default 0 */
  port?: number;
  /** @default one project, {@link DEFAULT_PROJECT} */
  projects?: FakeProject[];
  /** The region that paths without a region prefix speak to. @default "us" */
  region?: Region;
  /** A file that keeps the apps between runs, written atomically with mode 0600 (it holds their secrets). @default none: in memory */
  stateFile?: string;
  /** Seed for rules that hit a share of the calls. @default 1 */
  seed?: number;
  /** How many requests the journal keeps; older ones fall out. @default 100000 */
  journalLimit?: number;
  /** Called with each entry as it enters the journal. */
  onRequest?: (entry: JournalEntry) => void;
}

/** The project that a fake has if it isn't told another. */
export const DEFAULT_PROJECT: FakeProject = {
  projectId: "project-1",
  keys: [{ keyId: "key-1", keySecret: "key-secret-1" }],
};

export const DEFAULT_BEHAVIOUR: FakeBehaviour = {
  defaults: "openapi",
  empty: "show",
  secrets: "echo",
  instagram: "exchange",
  targetType: "HTTP",
  triggerOrder: "sent",
  envelope: "wrapped",
  unknownFields: "drop",
  consentManager: "hide",
  parentKeys: "refused",
  pendingMs: 20,
  unverified: {},
  tokenLifetimeSeconds: 3600,
  rateLimit: false,
  tokenLimit: false,
};
