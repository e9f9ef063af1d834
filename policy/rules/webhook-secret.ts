import { isStated } from "../app";
import { webhookPolicyOf } from "../rule";

/** Webhooks have a secret. */
export const webhookSecret = webhookPolicyOf<object>({
  name: "sinch-webhook-secret",
  description: "Without a secret, events aren't signed, so the target can't verify that they come from Sinch.",
  enforcementLevel: "advisory",
  configuration: {},
  check(webhook, { report }) {
    if (isStated(webhook.secrets, "secret") || isStated(webhook, "secret")) return;
    report({ property: "secret", limit: "set one, and verify the signature of events", key: "exceptWebhooks" });
  },
});
