import { policyOf } from "../rule";
import { firstFor, perStack } from "../stacks";
import { quoted } from "../violation";

interface Config {
  allowed: { stacks: string[]; regions: string[] }[];
}

/** Apps only live in allowed regions, per stack. */
export const allowedRegions = policyOf<Config>({
  name: "sinch-app-allowed-regions",
  description:
    "An app keeps its data in its region and can't move later; data residency may require a specific region.",
  enforcementLevel: "mandatory",
  configuration: {
    allowed: perStack("Allowed regions; the first entry whose stacks match applies.", "regions", {
      type: "array",
      items: { type: "string", enum: ["us", "eu", "br"] },
    }),
  },
  check(app, { config, stack, report }) {
    const entry = firstFor(config.allowed, stack);
    // The provider has filled in the region from the configuration or the environment.
    if (!entry || app.region === undefined || entry.regions.includes(app.region)) return;
    report({
      property: "region",
      value: app.region,
      limit: `allowed in stack ${JSON.stringify(stack)}: ${quoted(entry.regions) || "none"}`,
      key: "allowed",
    });
  },
});
