import type { PolicyConfigJSONSchema } from "@pulumi/policy/schema";
import type { SchemaNode } from "../provider/model/resource-type";
import { appType } from "../provider/resources/app";

const branches = (appType.resolve(appType.properties.channelCredentials?.items ?? {}).oneOf ?? []).map(appType.resolve);

const namesOf = ({ properties }: SchemaNode): string[] =>
  (properties?.channel?.enum ?? [properties?.channel?.const]) as string[];

/** All channels in the app's schema. */
const CHANNELS = branches.flatMap(namesOf).sort();

/** The identity of each channel's entries, such as the sender: paths below the entry. Secrets aren't included. */
export const IDENTITY_PATHS: ReadonlyMap<string, readonly (readonly string[])[]> = new Map(
  branches.flatMap((branch) => namesOf(branch).map((name) => [name, identitiesBelow(branch, [])] as const)),
);

/** The channels whose entries have an identity. */
export const WITH_IDENTITY: readonly string[] = CHANNELS.filter((name) => IDENTITY_PATHS.get(name)?.length);

function identitiesBelow(node: SchemaNode, path: readonly string[]): string[][] {
  return Object.entries(node.properties ?? {}).flatMap(([name, below]) => {
    const { "x-identity": is, writeOnly, ...rest } = appType.resolve(below);
    return is && !writeOnly ? [[...path, name]] : identitiesBelow(rest, [...path, name]);
  });
}

/** The schema of a list of channels; a misspelt one is an error. */
export function channelList(description: string, names?: readonly string[]): PolicyConfigJSONSchema {
  const list: PolicyConfigJSONSchema = { type: "array", items: { type: "string", enum: [...CHANNELS] }, description };
  return names ? { ...list, default: [...names] } : list;
}
