import * as pulumi from "@pulumi/pulumi";
import { App } from "pulumi-sinch-conversation";

const config = new pulumi.Config();

const support = new App("support", {
  displayName: `Support (${pulumi.getStack()})`,
  processingMode: "CONVERSATION",
  channelCredentials: [
    {
      channel: "SMS",
      staticBearer: { claimedIdentity: config.require("smsServicePlanId"), token: config.requireSecret("smsToken") },
    },
  ],
  retentionPolicy: { retentionType: "MESSAGE_EXPIRE_POLICY", ttlDays: 30 },
});

export const appId = support.id;
