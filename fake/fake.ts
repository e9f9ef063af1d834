import type { ChannelState, Region, WireApp, WireAppDraft, WireWebhook, WireWebhookDraft } from "./api/wire.js";
import type { Fault, FaultRule } from "./faults/fault-rule.js";
import type { Journal } from "./journal/journal.js";
import type { ReceivedRequest } from "./journal/received.js";
import type { FakeBehaviour, FakeKey } from "./options.js";
import type { EventDelivery } from "./server/send-event.js";

/** An app with where it lives. */
export interface AppRecord {
  projectId: string;
  region: Region;
  /** What the service truly holds: unmasked, defaults filled in. A copy. */
  app: WireApp;
}

/** Which apps; all that is given must fit. */
export interface AppFilter {
  projectId?: string;
  region?: Region;
}

/** Which webhooks; all that is given must fit. */
export interface WebhookFilter extends AppFilter {
  appId?: string;
}

/** Where an inserted app goes, and whether defaults are filled in around it. */
export interface InsertOptions extends AppFilter {
  /** Fill in what the service would: defaults, channel states. `false` keeps the draft as it is. @default true */
  fill?: boolean;
  /** How long ago it was made, in milliseconds; counts for a LIST that lags. @default 0 */
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
  /** The base URL of the API with the region left open: `{origin}/{region}`, braces included. */
  readonly apiUrl: string;
  /** The base URL of the API in one region. */
  regionUrl(region: Region): string;

  /** Every request so far, without secrets. */
  readonly journal: Journal;
  /** The last 1,000 requests with their true bodies, newest last: for tests that must see what was received. In memory only. */
  readonly received: readonly ReceivedRequest[];

  /** The apps as the service truly holds them: unmasked, defaults filled in, oldest first. Copies. */
  apps(where?: AppFilter): WireApp[];
  /** One app as the service truly holds it, in whatever project and region, or `undefined`. */
  app(appId: string): WireApp | undefined;
  /** The apps with their project and region. */
  records(where?: AppFilter): AppRecord[];
  /**
   * Puts an app in behind the API's back, without any validation, so also with channels and fields that nobody knows.
   * Its id is the draft's or a new one; project and region are the first project and the default region unless given.
   * @returns its id
   */
  insert(draft: WireAppDraft, options?: InsertOptions): string;
  /** Changes an app behind the API's back, without validation; what the service would fill in around the change is filled in unless `fill` is false. Throws if there is none. */
  edit(appId: string, change: (app: WireApp) => void, options?: { fill?: boolean }): void;
  /** Deletes an app behind the API's back; `false` if there is none. */
  remove(appId: string): boolean;
  /** Sets a channel's state, which then stays until its credentials change. Throws if there is no such entry. */
  setChannelState(appId: string, channel: string, state: ChannelState, ordinal?: number): void;

  /** The webhooks as the service truly holds them, oldest first. Copies. */
  webhooks(where?: WebhookFilter): WireWebhook[];
  /** One webhook as the service truly holds it, or `undefined`. A copy. */
  webhook(id: string): WireWebhook | undefined;
  /**
   * Puts a webhook in behind the API's back, without any validation. It lives where its app does.
   * @returns its id
   */
  insertWebhook(draft: WireWebhookDraft, options?: InsertOptions): string;
  /** Changes a webhook behind the API's back, without validation. Throws if there is none. */
  editWebhook(id: string, change: (webhook: WireWebhook) => void): void;
  /** Deletes a webhook behind the API's back; `false` if there is none. */
  removeWebhook(id: string): boolean;
  /**
   * Sends an event to the webhooks of an app that have the trigger and the target type `HTTP`, as the service does, once:
   * signed with a webhook's secret if it has one, without `client_credentials`.
   */
  sendEvent(appId: string, trigger: string, event?: object): Promise<EventDelivery[]>;

  /** Adds a key to a project, which is made if it isn't there. */
  addKey(projectId: string, key: FakeKey): void;
  /** Takes a key from a project, and from every project if none is named; tokens that it got are refused from then on. */
  revokeKey(keyId: string, projectId?: string): void;
  /** Ends all access tokens, as if their time were up. */
  expireTokens(): void;

  /** Changes how the service behaves from now on. Apps that are there keep the defaults they have. */
  configure(changes: Partial<FakeBehaviour>): void;

  /** Makes calls fail. The first rule added that fits a call wins. */
  fail(rule: FaultRule): Fault;
  /** Takes all rules away. */
  clearFaults(): void;
  /** Resolves when no late effect and no running request is left. */
  idle(): Promise<void>;

  /** Stops at once: open connections are ended, late effects that haven't happened never do. */
  close(): Promise<void>;
}
