import { channelsOf, isStated } from "../app";
import { channelList } from "../channels";
import { policyOf } from "../rule";
import { quoted } from "../violation";

/** Channels for personal messages; the others mostly carry notifications. */
const PERSONAL = [
  "APPLEBC",
  "INSTAGRAM",
  "KAKAOTALKCHAT",
  "LINE",
  "MESSENGER",
  "RCS",
  "TELEGRAM",
  "VIBER",
  "VIBERBM",
  "WECHAT",
  "WHATSAPP",
];

interface Config {
  channels: string[];
}

/** An app with channels for personal messages sets its retention policy. */
export const retentionStated = policyOf<Config>({
  name: "sinch-app-retention-stated",
  description: "Retention of personal messages should be a deliberate decision, not a default that can change.",
  enforcementLevel: "advisory",
  configuration: {
    channels: channelList("Channels for personal messages.", PERSONAL),
  },
  check(app, { config, report }) {
    // In DISPATCH mode, another policy applies, and its default stores nothing.
    if (isStated(app, "retentionPolicy") || app.processingMode === "DISPATCH") return;
    const channels = channelsOf(app);
    const personal = new Set(
      channels.known.map(({ channel }) => channel).filter((name) => config.channels.includes(name)),
    );
    if (personal.size === 0) return channels.complete();
    report({
      property: "retentionPolicy",
      limit: `an app with ${quoted([...personal])} must set it`,
      key: "channels",
    });
  },
});
