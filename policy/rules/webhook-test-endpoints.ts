import { webhookPolicyOf } from "../rule";
import { globs, matches, PRODUCTION } from "../stacks";
import { hostOf, originOf } from "../webhook";

interface Config {
  hosts: string[];
}

/** Services that show whatever is sent to them, tunnels to a developer's machine, and the local machine. */
const TEST_HOSTS = [
  "webhook.site",
  "*.webhook.site",
  "*.requestbin.com",
  "*.pipedream.net",
  "*.ngrok.io",
  "*.ngrok.app",
  "*.ngrok-free.app",
  "*.loca.lt",
  "*.trycloudflare.com",
  "*.beeceptor.com",
  "*.hookdeck.com",
  "httpbin.org",
  "localhost",
  "127.*",
];

/** Webhooks in production stacks don't target test endpoints. */
export const webhookTestEndpoints = webhookPolicyOf<Config>({
  name: "sinch-webhook-test-endpoints",
  description: "A test endpoint left in production shows contacts' messages to anyone who knows its address.",
  enforcementLevel: "mandatory",
  stacks: PRODUCTION,
  configuration: { hosts: globs("Hosts of test endpoints, as globs.", TEST_HOSTS) },
  check(webhook, { config, stack, report }) {
    if (!matches(config.hosts, hostOf(webhook) ?? "")) return;
    const limit = `test endpoints aren't allowed in stack ${JSON.stringify(stack)}`;
    report({ property: "target", value: originOf(webhook), limit, key: "hosts" });
  },
});
