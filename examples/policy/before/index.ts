import * as pulumi from "@pulumi/pulumi";
import { App } from "pulumi-sinch-conversation";

const config = new pulumi.Config();
const token = config.requireSecret("smsToken");
const callbackSecret = config.requireSecret("callbackSecret");
const secretForOverriddenCallbackUrls = callbackSecret;

new App("support", {
  displayName: "support",
  channelCredentials: [
    { channel: "SMS", staticBearer: { claimedIdentity: "plan-1", token } },
    { channel: "VIBER", staticToken: { token: config.requireSecret("viberToken") }, callbackSecret },
  ],
  retentionPolicy: { retentionType: "PERSIST_RETENTION_POLICY" },
  callbackSettings: { secretForOverriddenCallbackUrls },
  conversationMetadataReportView: "FULL",
});

new App("alerts", {
  displayName: "Alerts",
  channelCredentials: [{ channel: "SMS", staticBearer: { claimedIdentity: "plan-1", token }, callbackSecret }],
  retentionPolicy: { retentionType: "MESSAGE_EXPIRE_POLICY", ttlDays: 365 },
  callbackSettings: { secretForOverriddenCallbackUrls },
  deliveryReportBasedFallback: { enabled: true, deliveryReportWaitingTime: 60 },
});
