import type { SecretsShown } from "./api/secrets.js";
import type { Region } from "./api/wire.js";
import type { JournalEntry } from "./journal/journal.js";

/** An access key, which clients send as HTTP Basic. (doc) */
export interface FakeKey {
  keyId: string;
  keySecret: string;
}

/** A project and its access keys. A key under several projects has access to all of them. */
export interface FakeProject {
  projectId: string;
  keys: FakeKey[];
  /** ID of the parent project; see {@link FakeBehaviour.parentKeys}. @default none */
  parent?: string;
}

/** A rate limit; above it, the response is 429 `RESOURCE_EXHAUSTED`. */
export interface RateLimitOptions {
  /** Requests allowed in any one second, per project. @default 800 (doc) */
  perSecond?: number;
  /** The `Retry-After` of a 429. @default "none" (the reference doesn't mention the header; inferred) */
  retryAfter?: "none" | "seconds" | "date";
}

/** The token endpoint's token bucket; when empty, the response is 429 without `Retry-After`. (sdk) */
export interface TokenLimitOptions {
  /** @default 30 (sdk) */
  capacity?: number;
  /** Refill per second. @default 10 (sdk) */
  refillPerSecond?: number;
}

/** What happens to an entry that the channel can't verify. */
export interface Unverified {
  becomes: "FAILING" | "gone";
  /** Milliseconds in PENDING after the write. @default as `pendingMs` */
  afterMs?: number;
  /** The description in its state. */
  reason?: string;
}

/**
 * How the service behaves where sources disagree or deployments differ. Everything can be changed while the fake runs.
 */
export interface FakeBehaviour {
  /**
   * The defaults for unset fields: `openapi` (the newest reference: DISPATCH, live, and rate limits of 25), `sdk` (the
   * SDKs' test data: CONVERSATION, 20/100/100), or `sparse` (CONVERSATION; unset objects are absent or `null`, empty
   * strings and zeroes are omitted). @default "openapi"
   */
  defaults: "sdk" | "openapi" | "sparse";
  /**
   * How empty values are shown, including an empty list of apps: `show` (unchanged), `null`, or `omit`. Like protobuf's
   * JSON, `omit` leaves out empty strings and lists, zeroes, `false`, and an enum's first value; an object becomes
   * `{}`. @default "show"
   */
  empty: "show" | "omit" | "null";
  /**
   * Whether secrets are shown as sent (sdk), as {@link SECRET_MASK}, or not at all (both inferred). Empty ones stay
   * empty. @default "echo"
   */
  secrets: SecretsShown;
  /**
   * Whether an Instagram token is exchanged for a long-lived one on write (doc), or kept as sent. @default "exchange"
   */
  instagram: "exchange" | "keep";
  /**
   * The target type of a webhook if the request doesn't set it: editions of the reference differ (doc). With `DISMISS`,
   * it sends nothing. @default "HTTP"
   */
  targetType: "HTTP" | "DISMISS";
  /** The order of a webhook's triggers in responses; in the SDKs' test data they are sorted. @default "sent" */
  triggerOrder: "sent" | "sorted";
  /** Whether an error body is `{ "error": … }` without `details` (live), or the error itself with `details` (doc). @default "wrapped" */
  envelope: "flat" | "wrapped";
  /**
   * What happens to an unknown field. `drop` ignores it in a POST and next to a mask, and refuses it in a PATCH without
   * a mask (inferred from the service's gateway). `keep` simulates a deployment that knows more fields and channels
   * than this fake. @default "drop"
   */
  unknownFields: "drop" | "keep";
  /**
   * Whether responses show `consent_manager_settings` once set. The service's behaviour isn't known. @default "hide"
   */
  consentManager: "show" | "hide";
  /** Whether a project's keys are refused by its subprojects (live), or have access (doc). @default "refused" */
  parentKeys: "refused" | "reach";
  /** Milliseconds until a new channel goes from PENDING to ACTIVE, seen at the next read. @default 20 */
  pendingMs: number;
  /**
   * Identities that a channel can't verify, such as a `claimed_identity`, and what happens to an entry with one: after
   * a while it is FAILING, or removed from the app (live). @default {}
   */
  unverified: Readonly<Record<string, Unverified>>;
  /** Lifetime of an access token in seconds; may be a fraction. @default 3600 (doc) */
  tokenLifetimeSeconds: number;
  /** Rate limit per project; `true` for the documented 800 a second. @default false */
  rateLimit: boolean | RateLimitOptions;
  /** Rate limit of the token endpoint; `true` for the SDK's figures. @default false */
  tokenLimit: boolean | TokenLimitOptions;
}

/** Options of a fake Apps API. */
export interface FakeOptions extends Partial<FakeBehaviour> {
  /** Port on 127.0.0.1; 0 uses a free one. @default 0 */
  port?: number;
  /** @default one project, {@link DEFAULT_PROJECT} */
  projects?: FakeProject[];
  /** The region of paths without a region prefix. @default "us" */
  region?: Region;
  /**
   * A file that keeps the apps between runs. Written atomically with mode 0600, since it holds their secrets. @default
   * none: in memory
   */
  stateFile?: string;
  /** Seed for rules that hit a share of the calls. @default 1 */
  seed?: number;
  /** Most requests in the journal; older ones are dropped. @default 100000 */
  journalLimit?: number;
  /** Called with each new journal entry. */
  onRequest?: (entry: JournalEntry) => void;
}

/** The default project of a fake. */
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
