import { webhookPolicyOf } from "../rule";
import { firstFor, perStack } from "../stacks";
import { quoted } from "../violation";

interface Config {
  required: { stacks: string[]; triggers: string[] }[];
}

/** Webhooks have the required triggers, per stack. */
export const webhookTriggers = webhookPolicyOf<Config>({
  name: "sinch-webhook-triggers",
  description: "Opt-outs and delivery reports that no webhook receives are lost silently.",
  enforcementLevel: "mandatory",
  configuration: {
    required: perStack("Triggers that each webhook requires; the first entry whose stacks match applies.", "triggers", {
      type: "array",
      items: { type: "string", minLength: 1 },
    }),
  },
  check(webhook, { config, stack, report }) {
    const triggers: readonly string[] = webhook.triggers;
    const missing = (firstFor(config.required, stack)?.triggers ?? []).filter((one) => !triggers.includes(one));
    if (missing.length === 0) return;
    report({
      property: "triggers",
      is: `lacks ${quoted(missing)}`,
      limit: `required in stack ${JSON.stringify(stack)}`,
      key: "required",
    });
  },
});
