import { webhookPolicyOf } from "../rule";
import { firstFor, matches, perStack } from "../stacks";
import { quoted } from "../violation";
import { hostOf, originOf } from "../webhook";

interface Config {
  allowed: { stacks: string[]; hosts: string[] }[];
}

/** Webhooks only target allowed hosts, per stack. */
export const webhookAllowedHosts = webhookPolicyOf<Config>({
  name: "sinch-webhook-allowed-hosts",
  description: "A webhook that targets another environment's backend, or an unknown one, leaks messages.",
  enforcementLevel: "mandatory",
  configuration: {
    allowed: perStack(
      "Allowed hosts of targets, as globs such as *.example.com; the first entry whose stacks match applies.",
      "hosts",
      { type: "array", items: { type: "string", minLength: 1 } },
    ),
  },
  check(webhook, { config, stack, report }) {
    const entry = firstFor(config.allowed, stack);
    if (!entry || matches(entry.hosts, hostOf(webhook) ?? "")) return;
    report({
      property: "target",
      value: originOf(webhook),
      limit: `allowed hosts in stack ${JSON.stringify(stack)}: ${quoted(entry.hosts) || "none"}`,
      key: "allowed",
    });
  },
});
