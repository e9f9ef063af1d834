import { appType, type ResourceType, webhookType } from "../provider";

/** What the class of a resource has of its own, in both forms. */
export interface ResourceClass {
  /** `App`. */
  readonly name: string;
  readonly type: ResourceType;
  /** How one is created, for errors. */
  readonly example: string;
}

export const APP: ResourceClass = {
  name: "App",
  type: appType,
  example: 'new App("support", { displayName: "Support", channelCredentials: [ … ] })',
};

export const WEBHOOK: ResourceClass = {
  name: "Webhook",
  type: webhookType,
  example: 'new Webhook("events", { appId: support.id, target: "https://…", triggers: [ … ] })',
};
