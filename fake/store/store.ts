import type { Region, WireApp } from "../api/wire.js";
import type { AppFilter } from "../fake.js";
import type { Unverified } from "../options.js";
import { readStateFile, writeStateFile } from "./state-file.js";
import { WebhookStore } from "./webhook-store.js";

/** An app with what the service stores about it and never shows. */
export interface StoredApp {
  projectId: string;
  region: Region;
  /** Milliseconds since the epoch. */
  createdAt: number;
  app: WireApp;
  /** When each PENDING entry becomes ACTIVE, by entry key. */
  pendingUntil: Record<string, number>;
  /**
   * The outcome of PENDING entries that the channel can't verify, by entry key; kept while they are FAILING because of
   * it.
   */
  unverified?: Record<string, Unverified>;
  /** Digests of the exchanged Instagram tokens. */
  spentTokens: string[];
}

/** The apps in creation order, and their webhooks; kept in a file if one is set. */
export class AppStore {
  readonly #apps = new Map<string, StoredApp>();
  readonly #file: string | undefined;
  readonly webhooks: WebhookStore;

  constructor(file?: string) {
    this.#file = file;
    const { apps, webhooks } = file ? readStateFile(file) : { apps: [] };
    for (const stored of apps) this.#apps.set(stored.app.id, stored);
    this.webhooks = new WebhookStore(webhooks, () => this.save());
    // A file that can't be written should be noticed now, not after the first create.
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

  /** Adds an app, or replaces the one with the same ID. */
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

  /** Call after changing an app in place. */
  save(): void {
    if (this.#file) writeStateFile(this.#file, { apps: this.list(), webhooks: this.webhooks.list() });
  }
}
