import * as pulumi from "@pulumi/pulumi";
import { App, getAppOutput, Provider, Webhook } from "pulumi-sinch-conversation/native";

// An app and its webhook in an explicit region, and a look-up of the app.

const config = new pulumi.Config();
const provider = new Provider("europe", { region: "eu" });

const support = new App(
  "support",
  {
    displayName: "Support",
    channelCredentials: [
      {
        channel: "SMS",
        staticBearer: { claimedIdentity: config.require("smsServicePlanId"), token: config.requireSecret("smsToken") },
      },
    ],
    processingMode: "CONVERSATION",
  },
  { provider },
);

const events = new Webhook(
  "events",
  {
    appId: support.id,
    target: "https://hooks.example.com/sinch",
    triggers: ["MESSAGE_INBOUND", "MESSAGE_DELIVERY"],
    secret: config.requireSecret("webhookSecret"),
  },
  { provider },
);

export const appId = support.id;
export const webhookId = events.id;
export const found = getAppOutput({ id: support.id }, { provider }).displayName;
