import { channelsOf, each, haveSecret, isStated } from "../app";
import { CHANNELS, channelList } from "../channels";
import { policyOf } from "../rule";

interface Config {
  channels: string[];
  overriddenCallbackUrls: boolean;
}

/** Every channel has a callback secret, and there is one for callback URLs that single messages ask for. */
export const callbackSecrets = policyOf<Config>({
  name: "sinch-app-callback-secrets",
  description: "Callbacks without a signature can be forged by anybody who knows the URL.",
  enforcementLevel: "mandatory",
  configuration: {
    channels: channelList("Channels that need a callbackSecret.", CHANNELS),
    overriddenCallbackUrls: {
      type: "boolean",
      default: true,
      description: "Whether callbackSettings.secretForOverriddenCallbackUrls is needed.",
    },
  },
  check(app, { config, report }) {
    const ofOverridden = (): void => {
      const name = "secretForOverriddenCallbackUrls";
      if (!config.overriddenCallbackUrls || isStated(app.secrets?.callbackSettings, name)) return;
      report({
        property: `callbackSettings.${name}`,
        limit: "a secret is required",
        key: "overriddenCallbackUrls",
      });
    };
    const ofChannels = (): void => {
      const channels = channelsOf(app);
      const there = haveSecret(app, channels, "callbackSecret");
      channels.known.forEach(({ channel, path }, index) => {
        if (there[index] || !config.channels.includes(channel)) return;
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
