import { channelsOf, each, hasSecretIn, haveSecret } from "../app";
import { channelList } from "../channels";
import { policyOf } from "../rule";

/**
 * Channels whose platforms call the service over the internet, with credentials of the user's own account there. The
 * others are set up through Sinch: callbacks of channels that it manages don't leave its network and need no secret.
 */
const FROM_OUTSIDE = ["INSTAGRAM", "LINE", "MESSENGER", "TELEGRAM", "VIBER", "WECHAT"];

interface Config {
  channels: string[];
  overriddenCallbackUrls: boolean;
}

/** Channels that Sinch doesn't manage have a callback secret. If configured, so do callback URLs of single messages. */
export const callbackSecrets = policyOf<Config>({
  name: "sinch-app-callback-secrets",
  description: "Unverified callbacks can be forged by anyone who knows the URL.",
  enforcementLevel: "advisory",
  configuration: {
    channels: channelList("Channels that require a callbackSecret.", FROM_OUTSIDE),
    overriddenCallbackUrls: {
      type: "boolean",
      default: false,
      description:
        "Whether to require callbackSettings.secretForOverriddenCallbackUrls, because messages are sent with their own callback URLs.",
    },
  },
  check(app, { config, report }) {
    const ofOverridden = (): void => {
      const name = "secretForOverriddenCallbackUrls";
      if (!config.overriddenCallbackUrls || hasSecretIn(app, "callbackSettings", name)) return;
      report({
        property: `callbackSettings.${name}`,
        limit: "a secret is required",
        key: "overriddenCallbackUrls",
      });
    };
    const ofChannels = (): void => {
      const channels = channelsOf(app);
      // For other channels, unknown secrets don't matter.
      const known = channels.known.filter(({ channel }) => config.channels.includes(channel));
      const there = haveSecret(app, { ...channels, known }, "callbackSecret");
      known.forEach(({ channel, path }, index) => {
        if (there[index]) return;
        report({
          property: `${path}.callbackSecret`,
          limit: `a secret is required for ${channel}`,
          key: "channels",
        });
      });
      channels.complete();
    };
    each(ofOverridden, ofChannels);
  },
});
