import { getAppsOutput } from "pulumi-sinch-conversation";

// After `sinch-apps import` has written the program: import "./sinch-apps";

const apps = getAppsOutput();

export const appIds = apps.apply((all) => Object.fromEntries(all.map(({ id, displayName }) => [id, displayName])));

/** Channels that don't work, with the reason. */
export const failing = apps.apply((all) =>
  all.flatMap(({ displayName, channelCredentials }) =>
    channelCredentials
      .filter(({ state }) => state?.status === "FAILING")
      .map(({ channel, state }) => `${displayName}, ${channel}: ${state?.description}`),
  ),
);
