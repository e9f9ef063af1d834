import { channelsOf } from "../app";
import { policyOf } from "../rule";

interface Config {
  minChannels: number;
}

/** Fallback has a channel to fall back to. */
export const fallbackChannels = policyOf<Config>({
  name: "sinch-app-fallback-channels",
  description:
    "Fallback after a missing delivery report is a paid feature, and does nothing without a further channel.",
  enforcementLevel: "advisory",
  configuration: {
    minChannels: {
      type: "integer",
      minimum: 2,
      default: 2,
      description: "How many different channels an app with fallback needs.",
    },
  },
  check(app, { config, report }) {
    if (app.deliveryReportBasedFallback?.enabled !== true) return;
    const channels = channelsOf(app);
    const count = new Set(channels.known.map(({ channel }) => channel)).size;
    if (count >= config.minChannels) return;
    channels.complete();
    report({
      property: "deliveryReportBasedFallback.enabled",
      value: true,
      limit: `it needs at least ${config.minChannels} different channels, and the app has ${count}`,
      key: "minChannels",
    });
  },
});
