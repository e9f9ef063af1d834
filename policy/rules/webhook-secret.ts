import { isStated } from "../app";
import { webhookPolicyOf } from "../rule";

/** Webhooks have a secret. */
export const webhookSecret = webhookPolicyOf<object>({
  name: "sinch-webhook-secret",
  description: "Without a secret events aren't signed, and the target can't tell whether they come from Sinch.",
  enforcementLevel: "advisory",
  configuration: {},
  check(webhook, { report }) {
    if (isStated(webhook.secrets, "secret") || isStated(webhook, "secret")) return;
    report({ property: "secret", limit: "set one, and check the signature of events", key: "exceptWebhooks" });
  },
});
