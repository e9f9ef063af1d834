const pulumi = require("@pulumi/pulumi");
const { App } = require("pulumi-sinch-conversation");

const config = new pulumi.Config();

new App("support", {
  displayName: `Support ${pulumi.getStack()}`,
  channelCredentials: [
    {
      channel: "SMS",
      staticBearer: { claimedIdentity: config.require("plan"), token: config.requireSecret("smsToken") },
    },
  ],
  retentionPolicy: { retentionType: "MESSAGE_EXPIRE_POLICY", ttlDays: 30 },
});
