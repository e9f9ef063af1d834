import { channelsOf } from "../app";
import { policyOf } from "../rule";

interface Config {
  minChannels: number;
}

/** Fallback requires a channel to fall back to. */
export const fallbackChannels = policyOf<Config>({
  name: "sinch-app-fallback-channels",
  description: "Fallback after a missing delivery report is a paid feature and does nothing without a second channel.",
  enforcementLevel: "advisory",
  configuration: {
    minChannels: {
      type: "integer",
      minimum: 2,
      default: 2,
      description: "Number of different channels that an app with fallback needs.",
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
      limit: `it needs at least ${config.minChannels} different channels; the app has ${count}`,
      key: "minChannels",
    });
  },
});
