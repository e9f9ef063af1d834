import type { ChannelState, Region, WireApp, WireAppDraft, WireWebhook, WireWebhookDraft } from "./api/wire.js";
import type { Fault, FaultRule } from "./faults/fault-rule.js";
import type { Journal } from "./journal/journal.js";
import type { ReceivedRequest } from "./journal/received.js";
import type { FakeBehaviour, FakeKey } from "./options.js";
import type { EventDelivery } from "./server/send-event.js";

/** An app with its location. */
export interface AppRecord {
  projectId: string;
  region: Region;
  /** A copy of what the service holds: unmasked, with defaults filled in. */
  app: WireApp;
}

/** Which apps; an app must match everything that is set. */
export interface AppFilter {
  projectId?: string;
  region?: Region;
}

/** Which webhooks; a webhook must match everything that is set. */
export interface WebhookFilter extends AppFilter {
  appId?: string;
}

/** Where to insert an app, and whether to fill in defaults. */
export interface InsertOptions extends AppFilter {
  /**
   * Whether to fill in what the service would: defaults, channel states. `false` keeps the draft unchanged. @default
   * true
   */
  fill?: boolean;
  /** How long ago it was created, in milliseconds; counts for a LIST that lags. @default 0 */
  ageMs?: number;
}

/**
 * A running fake of the Apps and Webhooks APIs.
 *
 * @example
 * const fake = await startFake({ secrets: "masked" });
 * const rule = fake.fail({ operation: "create", times: 1, effect: { kind: "drop", when: "after" } });
 * // … a client on fake.apiUrl, tokens from fake.origin …
 * assert.equal(fake.apps().length, 1);
 * await fake.close();
 */
export interface Fake {
  readonly port: number;
  /** `http://127.0.0.1:PORT`: the token endpoint is `{origin}/oauth2/token`. */
  readonly origin: string;
  /** The base URL of the API in the default region; the same as {@link origin}. */
  readonly url: string;
  /** The base URL of the API with a placeholder for the region: `{origin}/{region}`, braces included. */
  readonly apiUrl: string;
  /** The base URL of the API in one region. */
  regionUrl(region: Region): string;

  /** Every request so far, without secrets. */
  readonly journal: Journal;
  /**
   * The last 1,000 requests with their unredacted bodies, newest last, for tests that must see what was received. In
   * memory only.
   */
  readonly received: readonly ReceivedRequest[];

  /** Copies of the apps that the service holds: unmasked, with defaults filled in, oldest first. */
  apps(where?: AppFilter): WireApp[];
  /** One app as the service holds it, in any project and region, or `undefined`. */
  app(appId: string): WireApp | undefined;
  /** The apps with their project and region. */
  records(where?: AppFilter): AppRecord[];
  /**
   * Inserts an app behind the API's back. Nothing is validated, so unknown channels and fields are possible. Without an
   * ID in the draft, it gets a new one; project and region default to the first project and the default region.
   * @returns its ID
   */
  insert(draft: WireAppDraft, options?: InsertOptions): string;
  /**
   * Changes an app behind the API's back, without validation. Fills in what the service would, unless `fill` is false.
   * Throws if the app doesn't exist.
   */
  edit(appId: string, change: (app: WireApp) => void, options?: { fill?: boolean }): void;
  /** Deletes an app behind the API's back; `false` if it doesn't exist. */
  remove(appId: string): boolean;
  /** Sets a channel's state until its credentials change. Throws if the entry doesn't exist. */
  setChannelState(appId: string, channel: string, state: ChannelState, ordinal?: number): void;

  /** Copies of the webhooks that the service holds, oldest first. */
  webhooks(where?: WebhookFilter): WireWebhook[];
  /** A copy of one webhook as the service holds it, or `undefined`. */
  webhook(id: string): WireWebhook | undefined;
  /**
   * Inserts a webhook behind the API's back, without validation, in its app's location.
   * @returns its ID
   */
  insertWebhook(draft: WireWebhookDraft, options?: InsertOptions): string;
  /** Changes a webhook behind the API's back, without validation. Throws if it doesn't exist. */
  editWebhook(id: string, change: (webhook: WireWebhook) => void): void;
  /** Deletes a webhook behind the API's back; `false` if it doesn't exist. */
  removeWebhook(id: string): boolean;
  /**
   * Sends an event once, as the service does, to those webhooks of an app that have the trigger and the target type
   * `HTTP`. It is signed with the webhook's secret, if any, and sent without `client_credentials`.
   */
  sendEvent(appId: string, trigger: string, event?: object): Promise<EventDelivery[]>;

  /** Adds a key to a project; creates the project if needed. */
  addKey(projectId: string, key: FakeKey): void;
  /** Removes a key from a project, or from every project if none is given. Its tokens are refused from then on. */
  revokeKey(keyId: string, projectId?: string): void;
  /** Expires all access tokens. */
  expireTokens(): void;

  /** Changes how the service behaves from now on. Existing apps keep their defaults. */
  configure(changes: Partial<FakeBehaviour>): void;

  /** Makes calls fail. The first matching rule, in order of addition, wins. */
  fail(rule: FaultRule): Fault;
  /** Removes all rules. */
  clearFaults(): void;
  /** Resolves when no late effect and no request is pending. */
  idle(): Promise<void>;

  /** Stops at once: closes open connections and cancels pending late effects. */
  close(): Promise<void>;
}
