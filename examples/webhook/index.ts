import * as pulumi from "@pulumi/pulumi";
import { App, Webhook } from "pulumi-sinch-conversation";

const config = new pulumi.Config();

const support = new App("support-with-webhook", { displayName: "Support with a webhook", channelCredentials: [] });

const events = new Webhook("events", {
  appId: support.id,
  target: "https://hooks.example.com/sinch",
  triggers: ["MESSAGE_INBOUND", "MESSAGE_DELIVERY", "OPT_OUT"],
  secret: config.requireSecret("webhookSecret"),
});

export const webhookId = events.id;
