import { appType, type ResourceType, webhookType } from "../provider";

/** What is specific to a resource's class, in both forms. */
export interface ResourceClass {
  /** `App`. */
  readonly name: string;
  readonly type: ResourceType;
  /** Code that creates one, for errors. */
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
