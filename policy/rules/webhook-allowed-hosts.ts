import { webhookPolicyOf } from "../rule";
import { firstFor, matches, perStack } from "../stacks";
import { quoted } from "../violation";
import { hostOf, originOf } from "../webhook";

interface Config {
  allowed: { stacks: string[]; hosts: string[] }[];
}

/** Webhooks lead to allowed hosts only, stack by stack. */
export const webhookAllowedHosts = webhookPolicyOf<Config>({
  name: "sinch-webhook-allowed-hosts",
  description: "A webhook of one environment that leads to another's backend, or to a stranger's, gives messages away.",
  enforcementLevel: "mandatory",
  configuration: {
    allowed: perStack(
      "Hosts that targets may lead to, as globs such as *.example.com; the first entry whose stacks match counts.",
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
      limit: `in stack ${JSON.stringify(stack)} its host must be one of ${quoted(entry.hosts)}`,
      key: "allowed",
    });
  },
});
