import { policyOf } from "../rule";
import { firstFor, perStack } from "../stacks";
import { quoted } from "../violation";

interface Config {
  allowed: { stacks: string[]; regions: string[] }[];
}

/** Apps live in allowed regions only, stack by stack. */
export const allowedRegions = policyOf<Config>({
  name: "sinch-app-allowed-regions",
  description:
    "An app keeps its data in its region; data residency may demand a certain one, and an app can't move later.",
  enforcementLevel: "mandatory",
  configuration: {
    allowed: perStack("Regions that are allowed; the first entry whose stacks match counts.", "regions", {
      type: "array",
      items: { type: "string", enum: ["us", "eu", "br"] },
    }),
  },
  check(app, { config, stack, report }) {
    const entry = firstFor(config.allowed, stack);
    // The provider has filled in the region of the stack's configuration or the environment.
    if (!entry || app.region === undefined || entry.regions.includes(app.region)) return;
    report({
      property: "region",
      value: app.region,
      limit: `stack ${JSON.stringify(stack)} may use ${quoted(entry.regions) || "no region"}`,
      key: "allowed",
    });
  },
});
