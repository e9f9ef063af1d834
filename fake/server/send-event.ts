import { createHmac, randomUUID } from "node:crypto";
import type { WireWebhook } from "../api/wire.js";

/** The result of sending an event to one webhook. */
export interface EventDelivery {
  webhookId: string;
  target: string;
  /** Status of the target's response; `null` if it was unreachable. */
  status: number | null;
}

/**
 * The headers that sign a body, so that the target can verify its sender: HMAC-SHA256 with the webhook's secret over
 * `body.nonce.timestamp`, in base64. (doc, sdk)
 */
export function signatureHeaders(secret: string, body: string, now: number): Record<string, string> {
  const [nonce, timestamp] = [randomUUID(), String(Math.floor(now / 1000))];
  return {
    "x-sinch-webhook-signature": createHmac("sha256", secret).update(`${body}.${nonce}.${timestamp}`).digest("base64"),
    "x-sinch-webhook-signature-nonce": nonce,
    "x-sinch-webhook-signature-timestamp": timestamp,
    "x-sinch-webhook-signature-algorithm": "HmacSHA256",
  };
}

/** Sends an event to the webhooks of an app that subscribe to it, signed if they have a secret. */
export function sendEvent(
  webhooks: readonly WireWebhook[],
  trigger: string,
  event: object,
  now: number,
): Promise<EventDelivery[]> {
  const wanting = webhooks.filter((webhook) => webhook.target_type === "HTTP" && webhook.triggers.includes(trigger));
  return Promise.all(wanting.map((webhook) => deliverTo(webhook, event, now)));
}

async function deliverTo(
  { id, target, secret, app_id }: WireWebhook,
  event: object,
  now: number,
): Promise<EventDelivery> {
  const body = JSON.stringify({ app_id, event_time: new Date(now).toISOString(), ...event });
  const headers = { "content-type": "application/json", ...(secret ? signatureHeaders(secret, body, now) : {}) };
  const response = await fetch(target, { method: "POST", headers, body }).catch(() => undefined);
  await response?.body?.cancel();
  return { webhookId: id, target, status: response?.status ?? null };
}
