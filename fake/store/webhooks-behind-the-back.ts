import type { WebhooksService } from "../api/webhooks-service.js";
import type { Region, WireWebhook } from "../api/wire.js";
import type { Fake } from "../fake.js";
import type { FakeBehaviour } from "../options.js";
import type { AppStore } from "./store.js";
import { fillWebhook } from "./webhook-defaults.js";
import type { StoredWebhook } from "./webhook-store.js";

/** The part of the handle that reads and changes webhooks without a request. */
export type WebhooksBehindTheBack = Pick<
  Fake,
  "webhooks" | "webhook" | "insertWebhook" | "editWebhook" | "removeWebhook"
>;

/** Creates that part. It returns copies. */
export function webhooksBehindTheBack(
  apps: Pick<AppStore, "webhooks" | "get">,
  service: WebhooksService,
  behaviour: FakeBehaviour,
  home: { projectId: string; region: Region },
): WebhooksBehindTheBack {
  const store = apps.webhooks;
  const copy = ({ webhook }: StoredWebhook): WireWebhook => structuredClone(webhook);
  return {
    webhooks: (where) => store.list(where).map(copy),
    webhook(id) {
      const stored = store.get(id);
      return stored && copy(stored);
    },
    insertWebhook(draft, { fill = true, ageMs = 0, ...where } = {}) {
      const { projectId, region } = apps.get(draft.app_id ?? "") ?? { ...home, ...where };
      const webhook = { triggers: [], ...structuredClone(draft), id: draft.id ?? service.newId() } as WireWebhook;
      const filled = fill ? fillWebhook(webhook, behaviour) : webhook;
      store.put({ projectId, region, createdAt: Date.now() - ageMs, webhook: filled });
      return webhook.id;
    },
    editWebhook(id, change) {
      const stored = store.get(id);
      if (!stored) throw new Error(`the fake has no webhook ${id}`);
      change(stored.webhook);
      store.save();
    },
    removeWebhook: (id) => store.delete(id),
  };
}
