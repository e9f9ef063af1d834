import { channelsOf } from "../app";
import { channelList } from "../channels";
import { policyOf } from "../rule";
import { firstFor, perStack } from "../stacks";
import { quoted } from "../violation";

interface Config {
  allowed: { stacks: string[]; channels: string[] }[];
  otherChannels: string[];
}

/** Apps only have allowed channels, per stack. */
export const allowedChannels = policyOf<Config>({
  name: "sinch-app-allowed-channels",
  description: "Each channel comes with its own contracts, costs and rules; adding one should be a decision.",
  enforcementLevel: "mandatory",
  configuration: {
    allowed: perStack(
      "Allowed channels; the first entry whose stacks match applies.",
      "channels",
      channelList("Names of channels."),
    ),
    otherChannels: {
      type: "array",
      items: { type: "string", minLength: 1 },
      description: "Allowed channels that this version doesn't know (otherChannel), in every stack.",
      default: [],
    },
  },
  check(app, { config, stack, report }) {
    const entry = firstFor(config.allowed, stack);
    if (!entry) return;
    const channels = channelsOf(app);
    for (const { channel, path } of channels.known) {
      if (entry.channels.includes(channel) || config.otherChannels.includes(channel)) continue;
      report({
        property: `${path}.channel`,
        value: channel,
        limit: `allowed in stack ${JSON.stringify(stack)}: ${quoted(entry.channels) || "none"}`,
        key: "allowed",
      });
    }
    channels.complete();
  },
});
