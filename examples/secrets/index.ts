import * as pulumi from "@pulumi/pulumi";
import { App } from "pulumi-sinch-conversation";

const config = new pulumi.Config();

new App("secret-example", {
  displayName: "Secret example",
  channelCredentials: [
    {
      channel: "SMS",
      staticBearer: { claimedIdentity: "service plan id", token: config.requireSecret("smsToken") },
      callbackSecret: config.requireSecret("smsCallbackSecret"),
    },
  ],
  callbackSettings: { secretForOverriddenCallbackUrls: config.requireSecret("callbackUrlSecret") },
});
