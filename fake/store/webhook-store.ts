import type { Region, WireWebhook } from "../api/wire.js";
import type { WebhookFilter } from "../fake.js";

/** A webhook with where it lives. */
export interface StoredWebhook {
  projectId: string;
  region: Region;
  /** Milliseconds since the epoch. */
  createdAt: number;
  webhook: WireWebhook;
}

/** The webhooks, in the order of their creation. */
export class WebhookStore {
  readonly #webhooks: Map<string, StoredWebhook>;

  /**
   * @param stored what an earlier run left
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

  /** Adds a webhook, or replaces the one of the same id. */
  put(stored: StoredWebhook): void {
    this.#webhooks.set(stored.webhook.id, stored);
    this.changed();
  }

  delete(id: string): boolean {
    const there = this.#webhooks.delete(id);
    if (there) this.changed();
    return there;
  }

  /** What goes with an app that is deleted. (inferred) */
  deleteOfApp(appId: string): void {
    for (const { webhook } of this.list({ appId })) this.#webhooks.delete(webhook.id);
  }

  /** To be called after a change to a webhook in place. */
  save(): void {
    this.changed();
  }
}
