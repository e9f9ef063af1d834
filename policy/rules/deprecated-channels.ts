import { channelsOf } from "../app";
import { channelList } from "../channels";
import { policyOf } from "../rule";

interface Config {
  channels: string[];
}

/** No channel that the service will remove. */
export const deprecatedChannels = policyOf<Config>({
  name: "sinch-app-deprecated-channels",
  description: "A deprecated channel will stop working, and its contacts will be lost.",
  enforcementLevel: "advisory",
  configuration: {
    channels: channelList("Channels that count as deprecated. VIBERBM replaces VIBER.", ["VIBER"]),
  },
  check(app, { config, report }) {
    const channels = channelsOf(app);
    for (const { channel, path } of channels.known) {
      if (!config.channels.includes(channel)) continue;
      const instead = channel === "VIBER" ? "; use VIBERBM" : "";
      report({ property: `${path}.channel`, value: channel, limit: `it is deprecated${instead}`, key: "channels" });
    }
    channels.complete();
  },
});
