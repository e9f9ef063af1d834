import * as pulumi from "@pulumi/pulumi";
import { App } from "pulumi-sinch-conversation";

const config = new pulumi.Config();
const stack = pulumi.getStack();

// What is one environment's own comes from its configuration; everything else is the same in all of them.
const sms = {
  channel: "SMS",
  staticBearer: { claimedIdentity: config.require("smsServicePlanId"), token: config.requireSecret("smsToken") },
  callbackSecret: config.requireSecret("callbackSecret"),
} as const;

const retentionPolicy = { retentionType: "MESSAGE_EXPIRE_POLICY", ttlDays: 30 } as const;

const names = { support: "Support", orders: "Orders" };

export const appIds = Object.entries(names).map(
  ([name, displayName]) =>
    new App(name, { displayName: `${displayName} (${stack})`, channelCredentials: [sms], retentionPolicy }).id,
);
