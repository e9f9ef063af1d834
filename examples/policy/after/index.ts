import * as pulumi from "@pulumi/pulumi";
import { App } from "pulumi-sinch-conversation";

const config = new pulumi.Config();
const token = config.requireSecret("smsToken");

new App(
  "support",
  {
    displayName: "Support",
    channelCredentials: [
      { channel: "SMS", staticBearer: { claimedIdentity: "plan-1", token } },
      {
        channel: "VIBERBM",
        staticBearer: { claimedIdentity: "viber-1", token: config.requireSecret("viberToken") },
      },
    ],
    processingMode: "CONVERSATION",
    retentionPolicy: { retentionType: "CONVERSATION_EXPIRE_POLICY", ttlDays: 90 },
  },
  { protect: true },
);

new App(
  "alerts",
  {
    displayName: "Alerts",
    channelCredentials: [{ channel: "SMS", staticBearer: { claimedIdentity: "plan-2", token } }],
    processingMode: "CONVERSATION",
    retentionPolicy: { retentionType: "MESSAGE_EXPIRE_POLICY", ttlDays: 30 },
  },
  { protect: true },
);
