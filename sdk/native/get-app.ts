import * as pulumi from "@pulumi/pulumi";
import type { GetAppArgs, GetAppOutputArgs } from "../get-app-args";
import { assertKnown } from "../known-arguments";
import type * as found from "../types/found";
import { withVersion } from "./options";

/** An existing app without its secrets, what the service alone sets included: channel states, queue figures, limits. */
export interface GetAppResult extends found.App {}

const TOKEN = "sinch:conversation:getApp";

/**
 * Looks up an existing app by its ID or its name, without managing it. Its secrets aren't in the result.
 *
 * @param args
 *  `{ id }` or `{ displayName }`, and where, unless it is where the provider says.
 * @param opts
 *  Such as `provider`, whose project and region then count.
 * @throws Error if there is no such app, or several of that name: their IDs stand in the message.
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
 * {@link getApp} with arguments that can be outputs of resources. The look-up waits for those resources, and the result isn't known in a
 * preview while one of them is yet to be created.
 */
export function getAppOutput(
  args: GetAppOutputArgs,
  opts: pulumi.InvokeOutputOptions = {},
): pulumi.Output<GetAppResult> {
  return pulumi.runtime.invokeOutput(TOKEN, { ...args }, withVersion(opts));
}
