import type { Region, WireWebhook } from "../api/wire.js";
import type { WebhookFilter } from "../fake.js";

/** A webhook with its location. */
export interface StoredWebhook {
  projectId: string;
  region: Region;
  /** Milliseconds since the epoch. */
  createdAt: number;
  webhook: WireWebhook;
}

/** The webhooks, in creation order. */
export class WebhookStore {
  readonly #webhooks: Map<string, StoredWebhook>;

  /**
   * @param stored what an earlier run saved
   * @param changed called after each change
   */
  constructor(
    stored: readonly StoredWebhook[] = [],
    private readonly changed: () => void = () => {},
  ) {
    this.#webhooks = new Map(stored.map((one) => [one.webhook.id, one]));
  }

  /** The webhook itself, not a copy. */
  get(id: string): StoredWebhook | undefined {
    return this.#webhooks.get(id);
  }

  list({ projectId, region, appId }: WebhookFilter = {}): StoredWebhook[] {
    return [...this.#webhooks.values()].filter(
      (stored) =>
        (projectId ?? stored.projectId) === stored.projectId &&
        (region ?? stored.region) === stored.region &&
        (appId ?? stored.webhook.app_id) === stored.webhook.app_id,
    );
  }

  /** Adds a webhook, or replaces the one with the same ID. */
  put(stored: StoredWebhook): void {
    this.#webhooks.set(stored.webhook.id, stored);
    this.changed();
  }

  delete(id: string): boolean {
    const there = this.#webhooks.delete(id);
    if (there) this.changed();
    return there;
  }

  /** Deletes the webhooks of a deleted app. (inferred) */
  deleteOfApp(appId: string): void {
    for (const { webhook } of this.list({ appId })) this.#webhooks.delete(webhook.id);
  }

  /** Call after changing a webhook in place. */
  save(): void {
    this.changed();
  }
}
