export { App, type AppArgs, type AppLookup } from "./app";
export { getApp, getAppOutput } from "./get-app";
export type {
  AppById,
  AppByName,
  GetAppArgs,
  GetAppOutputArgs,
  GetAppResult,
  GetAppsArgs,
  GetAppsOutputArgs,
  LookupOptions,
  LookupPlace,
} from "./get-app-args";
export { getApps, getAppsOutput } from "./get-apps";
export { getWebhook, getWebhookOutput, getWebhooks, getWebhooksOutput } from "./get-webhook";
export type {
  GetWebhookArgs,
  GetWebhookOutputArgs,
  GetWebhookResult,
  GetWebhooksArgs,
  GetWebhooksOutputArgs,
  WebhookById,
  WebhookByTarget,
} from "./get-webhook-args";
export type { InputItem, InputList } from "./inputs";
export { type OtherChannelArgs, otherChannel } from "./other-channel";
export type * as input from "./types/input";
export type * as output from "./types/output";
export type * as result from "./types/result";
export { Webhook, type WebhookArgs, type WebhookLookup } from "./webhook";
