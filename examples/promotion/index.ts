import * as pulumi from "@pulumi/pulumi";
import { App } from "pulumi-sinch-conversation";

const config = new pulumi.Config();
const stack = pulumi.getStack();

// Environment-specific values come from the configuration; everything else is the same in all environments. A service
// plan belongs to one app, since an inbound message goes to one app only.
const apps = {
  support: {
    displayName: "Support",
    claimedIdentity: config.require("supportServicePlanId"),
    token: config.requireSecret("supportToken"),
  },
  orders: {
    displayName: "Orders",
    claimedIdentity: config.require("ordersServicePlanId"),
    token: config.requireSecret("ordersToken"),
  },
};

const retentionPolicy = { retentionType: "MESSAGE_EXPIRE_POLICY", ttlDays: 30 } as const;

export const appIds = Object.entries(apps).map(
  ([name, { displayName, ...staticBearer }]) =>
    new App(name, {
      displayName: `${displayName} (${stack})`,
      channelCredentials: [{ channel: "SMS", staticBearer }],
      processingMode: "CONVERSATION",
      retentionPolicy,
    }).id,
);
