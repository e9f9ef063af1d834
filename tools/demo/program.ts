import * as pulumi from "@pulumi/pulumi";
import { App, Webhook } from "pulumi-sinch-conversation";

/** An app with two channels, and in one step a webhook. Only the configuration changes. */
export async function program(): Promise<{ appId: pulumi.Output<string> }> {
  const config = new pulumi.Config();
  const support = new App("support", {
    displayName: config.require("displayName"),
    channelCredentials: [
      {
        channel: "SMS",
        staticBearer: { claimedIdentity: "demo-plan", token: config.requireSecret("smsToken") },
      },
      {
        channel: "MESSENGER",
        staticToken: { token: config.requireSecret("messengerToken") },
      },
    ],
    retentionPolicy: {
      retentionType: "MESSAGE_EXPIRE_POLICY",
      ttlDays: config.requireNumber("ttlDays"),
    },
  });
  const target = config.get("webhookTarget");
  if (target) {
    new Webhook("events", {
      appId: support.id,
      target,
      triggers: ["MESSAGE_INBOUND", "MESSAGE_DELIVERY"],
      secret: config.requireSecret("webhookSecret"),
    });
  }
  return { appId: support.id };
}
