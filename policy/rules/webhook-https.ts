import { webhookPolicyOf } from "../rule";
import { originOf } from "../webhook";

/** Webhooks send events by https only. */
export const webhookHttps = webhookPolicyOf<object>({
  name: "sinch-webhook-https",
  description: "Without TLS whoever is on the way reads the messages of contacts, and can change them.",
  enforcementLevel: "mandatory",
  configuration: {},
  check(webhook, { report }) {
    if (/^https:/i.test(webhook.target)) return;
    report({
      property: "target",
      value: originOf(webhook),
      limit: "it has to begin with https://",
      key: "exceptWebhooks",
    });
  },
});
