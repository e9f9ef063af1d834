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
export type { InputItem, InputList } from "./inputs";
export type * as input from "./types/input";
export type * as output from "./types/output";
export type * as result from "./types/result";
