import * as pulumi from "@pulumi/pulumi";
import { App } from "pulumi-sinch-conversation";

const config = new pulumi.Config();
const token = config.requireSecret("smsToken");

new App("support", {
  displayName: "support",
  channelCredentials: [
    { channel: "SMS", staticBearer: { claimedIdentity: "plan-1", token } },
    { channel: "VIBER", staticToken: { token: config.requireSecret("viberToken") } },
  ],
  retentionPolicy: { retentionType: "PERSIST_RETENTION_POLICY" },
  conversationMetadataReportView: "FULL",
});

new App("alerts", {
  displayName: "Alerts",
  channelCredentials: [{ channel: "SMS", staticBearer: { claimedIdentity: "plan-1", token } }],
  retentionPolicy: { retentionType: "MESSAGE_EXPIRE_POLICY", ttlDays: 365 },
  deliveryReportBasedFallback: { enabled: true, deliveryReportWaitingTime: 60 },
});
