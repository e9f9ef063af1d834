import * as pulumi from "@pulumi/pulumi";
import type { GetAppArgs, GetAppOutputArgs } from "../get-app-args";
import { assertKnown } from "../known-arguments";
import type * as found from "../types/found";
import { withVersion } from "./options";

/**
 * An existing app without its secrets, including what only the service sets: channel states, queue statistics, limits.
 */
export interface GetAppResult extends found.App {}

const TOKEN = "sinch:conversation:getApp";

/**
 * Looks up an existing app by ID or name, without managing it. The result has no secrets.
 *
 * @param args `{ id }` or `{ displayName }`, and the location, if it differs from the provider's.
 * @param opts Such as `provider`, which then determines project and region.
 * @throws Error if no app matches, or several have that name; the message has their IDs.
 * @example
 * ```ts
 * const { id } = await getApp({ displayName: "Support" });
 * ```
 */
export async function getApp(args: GetAppArgs, opts: pulumi.InvokeOptions = {}): Promise<GetAppResult> {
  assertKnown("getApp", args, ["id", "displayName"]);
  return pulumi.runtime.invoke(TOKEN, { ...args }, withVersion(opts));
}

/**
 * {@link getApp} with arguments that can be outputs of resources. The look-up waits for those resources, and the result
 * isn't known in a preview while one of them doesn't exist yet.
 */
export function getAppOutput(
  args: GetAppOutputArgs,
  opts: pulumi.InvokeOutputOptions = {},
): pulumi.Output<GetAppResult> {
  return pulumi.runtime.invokeOutput(TOKEN, { ...args }, withVersion(opts));
}
