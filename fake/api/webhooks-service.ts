import { monotonicFactory } from "ulid";
import type { FakeBehaviour } from "../options.js";
import { fillWebhook } from "../store/webhook-defaults.js";
import type { StoredWebhook, WebhookStore } from "../store/webhook-store.js";
import { ApiError, invalidArgument } from "./api-error.js";
import type { AppsService, Place } from "./apps-service.js";
import { showSecretsOfWebhook } from "./secrets.js";
import { applyUpdate, checkUpdateMask, maskPaths } from "./update-mask.js";
import { WEBHOOK_FIELDS, WEBHOOK_OUTPUT_ONLY, WEBHOOK_REQUIRED, WEBHOOKS_PER_APP } from "./webhook-fields.js";
import { checkChangedWebhook, checkNewWebhook } from "./webhook-rules.js";
import type { WireWebhook } from "./wire.js";

const SHAPE = { fields: WEBHOOK_FIELDS, required: WEBHOOK_REQUIRED, outputOnly: WEBHOOK_OUTPUT_ONLY };

/** The five operations on webhooks. */
export class WebhooksService {
  readonly #newId = monotonicFactory();

  /**
   * @param store the webhooks
   * @param apps their apps
   * @param behaviour how the service behaves; read again at each call
   * @param clock milliseconds since the epoch
   */
  constructor(
    private readonly store: WebhookStore,
    private readonly apps: AppsService,
    private readonly behaviour: FakeBehaviour,
    private readonly clock: () => number,
  ) {}

  newId(): string {
    return this.#newId(this.clock());
  }

  /** @param lagMs omits webhooks created within the last milliseconds */
  list(place: Place, appId: string, lagMs = 0): { webhooks: WireWebhook[] } {
    this.apps.get(place, appId);
    const visible = this.store
      .list({ ...place, appId })
      .filter(({ createdAt }) => lagMs === 0 || createdAt <= this.clock() - lagMs);
    return { webhooks: visible.map((stored) => this.#show(stored)) };
  }

  get(place: Place, id: string): WireWebhook {
    return this.#show(this.#find(place, id));
  }

  create(place: Place, body: unknown): WireWebhook {
    const webhook = { ...(checkNewWebhook(body) as unknown as WireWebhook), id: this.newId() };
    this.#assertFits(place, webhook);
    const stored = { ...place, createdAt: this.clock(), webhook: fillWebhook(webhook, this.behaviour) };
    this.store.put(stored);
    return this.#show(stored);
  }

  update(place: Place, id: string, body: unknown, mask?: string[]): WireWebhook {
    const stored = this.#find(place, id);
    const fields = checkChangedWebhook(body, stored.webhook);
    checkUpdateMask(mask ?? [], stored.webhook, SHAPE);
    const webhook = structuredClone(stored.webhook);
    applyUpdate(webhook, fields, maskPaths(mask, body), SHAPE);
    this.#assertFits(place, webhook);
    stored.webhook = fillWebhook(webhook, this.behaviour);
    this.store.put(stored);
    return this.#show(stored);
  }

  delete(place: Place, id: string): Record<string, never> {
    this.#find(place, id);
    this.store.delete(id);
    return {};
  }

  /** Each target at most once per app (sinch), and at most five targets (doc). */
  #assertFits(place: Place, { id, app_id, target }: WireWebhook): void {
    if (!this.apps.has(place, app_id)) throw invalidArgument("app_id: app not found");
    const others = this.store.list({ ...place, appId: app_id }).filter(({ webhook }) => webhook.id !== id);
    if (others.some(({ webhook }) => webhook.target === target)) {
      throw invalidArgument("target: the app already has a webhook with this target");
    }
    if (others.length >= WEBHOOKS_PER_APP) {
      throw new ApiError(400, `an app can have at most ${WEBHOOKS_PER_APP} webhooks`);
    }
  }

  #find({ projectId, region }: Place, id: string): StoredWebhook {
    const stored = this.store.get(id);
    const isHere = stored?.projectId === projectId && stored.region === region;
    if (isHere && this.apps.has({ projectId, region }, stored.webhook.app_id)) return stored;
    throw new ApiError(404, `webhook not found in project ${projectId}, region ${region}`);
  }

  #show({ webhook }: StoredWebhook): WireWebhook {
    const { secrets, triggerOrder } = this.behaviour;
    const shown = showSecretsOfWebhook(webhook, secrets);
    return triggerOrder === "sorted" ? { ...shown, triggers: [...shown.triggers].sort() } : shown;
  }
}
