import { channelsOf } from "../app";
import { channelList } from "../channels";
import { policyOf } from "../rule";
import { quoted } from "../violation";

interface Config {
  channels: string[];
}

/** `DISPATCH` only for apps with SMS channels, unless the configuration allows others. */
export const dispatchChannels = policyOf<Config>({
  name: "sinch-app-dispatch-channels",
  description: "In DISPATCH mode, the service keeps no conversations or contacts, which chat applications may need.",
  enforcementLevel: "advisory",
  configuration: {
    channels: channelList("Channels allowed in DISPATCH mode.", ["SMS"]),
  },
  check(app, { config, report }) {
    if (app.processingMode !== "DISPATCH") return;
    const channels = channelsOf(app);
    for (const { channel, path } of channels.known) {
      if (config.channels.includes(channel)) continue;
      report({
        property: `${path}.channel`,
        value: channel,
        limit: `allowed with processingMode "DISPATCH": ${quoted(config.channels)}`,
        key: "channels",
      });
    }
    channels.complete();
  },
});
