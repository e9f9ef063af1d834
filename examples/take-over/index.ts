import { getAppsOutput } from "pulumi-sinch-conversation";

// Once `sinch-apps import` has written it: import "./sinch-apps";

const apps = getAppsOutput();

export const appIds = apps.apply((all) => Object.fromEntries(all.map(({ id, displayName }) => [id, displayName])));

/** Channels that don't work, and why. */
export const failing = apps.apply((all) =>
  all.flatMap(({ displayName, channelCredentials }) =>
    channelCredentials
      .filter(({ state }) => state?.status === "FAILING")
      .map(({ channel, state }) => `${displayName}, ${channel}: ${state?.description}`),
  ),
);
