import { channelsOf } from "../app";
import { channelList } from "../channels";
import { policyOf } from "../rule";
import { firstFor, perStack } from "../stacks";
import { quoted } from "../violation";

interface Config {
  allowed: { stacks: string[]; channels: string[] }[];
  otherChannels: string[];
}

/** Apps have allowed channels only, stack by stack. */
export const allowedChannels = policyOf<Config>({
  name: "sinch-app-allowed-channels",
  description: "A channel brings contracts, costs and rules of its own, and shouldn't come in unseen.",
  enforcementLevel: "mandatory",
  configuration: {
    allowed: perStack(
      "Channels that are allowed; the first entry whose stacks match counts.",
      "channels",
      channelList("Names of channels."),
    ),
    otherChannels: {
      type: "array",
      items: { type: "string", minLength: 1 },
      description:
        "Channels that are allowed too, in every stack, though this version doesn't know them: those of otherChannel.",
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
        limit: `stack ${JSON.stringify(stack)} may have ${quoted(entry.channels) || "no channel"}`,
        key: "allowed",
      });
    }
    channels.complete();
  },
});
