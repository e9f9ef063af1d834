import { App } from "pulumi-sinch-conversation";

for (const region of ["us", "eu"] as const) {
  new App(`support-${region}`, { region, displayName: `Support ${region}`, channelCredentials: [] });
}
