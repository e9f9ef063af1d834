import type { PolicyConfigJSONSchema } from "@pulumi/policy/schema";
import { appType } from "../provider/resources/app";

const branches = appType.resolve(appType.properties.channelCredentials?.items ?? {}).oneOf ?? [];

/** All channels, by the app's schema. */
const CHANNELS = branches
  .map(appType.resolve)
  .flatMap(({ properties }) => (properties?.channel?.enum ?? [properties?.channel?.const]) as string[])
  .sort();

/** The schema of a list of channels: a misspelt one is an error. */
export function channelList(description: string, names?: readonly string[]): PolicyConfigJSONSchema {
  const list: PolicyConfigJSONSchema = { type: "array", items: { type: "string", enum: [...CHANNELS] }, description };
  return names ? { ...list, default: [...names] } : list;
}
