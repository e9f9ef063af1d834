export type { AppArgs, AppLookup } from "../app";
export type {
  AppById,
  AppByName,
  GetAppArgs,
  GetAppOutputArgs,
  GetAppsArgs,
  GetAppsOutputArgs,
  LookupPlace,
} from "../get-app-args";
export type {
  GetWebhookArgs,
  GetWebhookOutputArgs,
  GetWebhooksArgs,
  GetWebhooksOutputArgs,
  WebhookById,
  WebhookByTarget,
} from "../get-webhook-args";
export type { InputItem, InputList } from "../inputs";
export { type OtherChannelArgs, otherChannel } from "../other-channel";
export type * as found from "../types/found";
export type * as input from "../types/input";
export type * as output from "../types/output";
export type { WebhookArgs, WebhookLookup } from "../webhook";
export { App } from "./app";
export { type GetAppResult, getApp, getAppOutput } from "./get-app";
export { getApps, getAppsOutput } from "./get-apps";
export {
  type GetWebhookResult,
  getWebhook,
  getWebhookOutput,
  getWebhooks,
  getWebhooksOutput,
} from "./get-webhook";
export { type ProjectKey, Provider, type ProviderArgs } from "./provider";
export { Webhook } from "./webhook";
