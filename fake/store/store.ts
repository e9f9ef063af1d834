import type { Region, WireApp } from "../api/wire.js";
import type { AppFilter } from "../fake.js";
import type { Unverified } from "../options.js";
import { readStateFile, writeStateFile } from "./state-file.js";
import { WebhookStore } from "./webhook-store.js";

/** An app with what the service keeps about it and never shows. */
export interface StoredApp {
  projectId: string;
  region: Region;
  /** Milliseconds since the epoch. */
  createdAt: number;
  app: WireApp;
  /** When each PENDING entry becomes ACTIVE, by entry key. */
  pendingUntil: Record<string, number>;
  /** What becomes of PENDING entries that the channel can't verify, by entry key; kept for those that are FAILING by it. */
  unverified?: Record<string, Unverified>;
  /** Digests of the Instagram tokens that were exchanged. */
  spentTokens: string[];
}

/** The apps, in the order of their creation, and their webhooks; kept in a file if there is one. */
export class AppStore {
  readonly #apps = new Map<string, StoredApp>();
  readonly #file: string | undefined;
  readonly webhooks: WebhookStore;

  constructor(file?: string) {
    this.#file = file;
    const { apps, webhooks } = file ? readStateFile(file) : { apps: [] };
    for (const stored of apps) this.#apps.set(stored.app.id, stored);
    this.webhooks = new WebhookStore(webhooks, () => this.save());
    // A file that can't be written is better known now than after the first create.
    this.save();
  }

  /** The app itself, not a copy. */
  get(appId: string): StoredApp | undefined {
    return this.#apps.get(appId);
  }

  list({ projectId, region }: AppFilter = {}): StoredApp[] {
    return [...this.#apps.values()].filter(
      (stored) => (projectId ?? stored.projectId) === stored.projectId && (region ?? stored.region) === stored.region,
    );
  }

  /** Adds an app, or replaces the one of the same id. */
  put(stored: StoredApp): void {
    this.#apps.set(stored.app.id, stored);
    this.save();
  }

  delete(appId: string): boolean {
    const there = this.#apps.delete(appId);
    this.webhooks.deleteOfApp(appId);
    if (there) this.save();
    return there;
  }

  /** To be called after a change to an app in place. */
  save(): void {
    if (this.#file) writeStateFile(this.#file, { apps: this.list(), webhooks: this.webhooks.list() });
  }
}
