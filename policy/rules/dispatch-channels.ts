import { channelsOf } from "../app";
import { channelList } from "../channels";
import { policyOf } from "../rule";
import { quoted } from "../violation";

interface Config {
  channels: string[];
}

/** `DISPATCH` only for apps whose channels are all SMS, unless an organisation allows others. */
export const dispatchChannels = policyOf<Config>({
  name: "sinch-app-dispatch-channels",
  description: "In DISPATCH mode the service keeps no conversations and contacts, which programs for chats may need.",
  enforcementLevel: "advisory",
  configuration: {
    channels: channelList("Channels that an app in DISPATCH mode may have.", ["SMS"]),
  },
  check(app, { config, report }) {
    if (app.processingMode !== "DISPATCH") return;
    const channels = channelsOf(app);
    for (const { channel, path } of channels.known) {
      if (config.channels.includes(channel)) continue;
      report({
        property: `${path}.channel`,
        value: channel,
        limit: `with processingMode "DISPATCH" only ${quoted(config.channels)} is allowed`,
        key: "channels",
      });
    }
    channels.complete();
  },
});
