import * as pulumi from "@pulumi/pulumi";
import type { GetAppsArgs, GetAppsOutputArgs } from "../get-app-args";
import { assertKnown } from "../known-arguments";
import type { GetAppResult } from "./get-app";
import { withVersion } from "./options";

const TOKEN = "sinch:conversation:getApps";

interface Found {
  readonly apps: GetAppResult[];
}

/**
 * Looks up all or the matching apps of a project in a region, without managing them; returns an empty list if none
 * match. The result has no secrets.
 *
 * @param args `nameRegex`, `channel`, and the location, if it differs from the provider's.
 * @param opts Such as `provider`, which then determines project and region.
 * @returns the apps, oldest first.
 * @example
 * ```ts
 * for (const app of await getApps({ nameRegex: "^Shop ", channel: "WHATSAPP" })) pulumi.log.info(app.id);
 * ```
 */
export async function getApps(args: GetAppsArgs = {}, opts: pulumi.InvokeOptions = {}): Promise<GetAppResult[]> {
  assertKnown("getApps", args, ["nameRegex", "channel"]);
  const { apps }: Found = await pulumi.runtime.invoke(TOKEN, { ...args }, withVersion(opts));
  return apps;
}

/** {@link getApps} with arguments that can be outputs of resources. */
export function getAppsOutput(
  args: GetAppsOutputArgs = {},
  opts: pulumi.InvokeOutputOptions = {},
): pulumi.Output<GetAppResult[]> {
  return pulumi.runtime.invokeOutput<Found>(TOKEN, { ...args }, withVersion(opts)).apply(({ apps }) => apps);
}
