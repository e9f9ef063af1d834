import { webhookPolicyOf } from "../rule";
import { originOf } from "../webhook";

/** Webhooks only use https. */
export const webhookHttps = webhookPolicyOf<object>({
  name: "sinch-webhook-https",
  description: "Without TLS, anyone on the path can read and change contacts' messages.",
  enforcementLevel: "mandatory",
  configuration: {},
  check(webhook, { report }) {
    if (/^https:/i.test(webhook.target)) return;
    report({
      property: "target",
      value: originOf(webhook),
      limit: "it must use https://",
      key: "exceptWebhooks",
    });
  },
});
