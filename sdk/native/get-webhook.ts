import * as pulumi from "@pulumi/pulumi";
import type { GetWebhookArgs, GetWebhookOutputArgs, GetWebhooksArgs, GetWebhooksOutputArgs } from "../get-webhook-args";
import { assertKnown } from "../known-arguments";
import type * as found from "../types/found";
import { withVersion } from "./options";

/** An existing webhook without its secrets. */
export interface GetWebhookResult extends found.Webhook {}

const ONE = "sinch:conversation:getWebhook";
const ALL = "sinch:conversation:getWebhooks";

interface Found {
  readonly webhooks: GetWebhookResult[];
}

/**
 * Looks up an existing webhook by ID, or by app and target, without managing it. The result has no secrets.
 *
 * @param args `{ id }` or `{ appId, target }`, and the location, if it differs from the provider's.
 * @param opts Such as `provider`, which then determines project and region.
 * @throws Error if no webhook matches.
 * @example
 * ```ts
 * const { triggers } = await getWebhook({ appId: "01M8…", target: "https://hooks.example.com/sinch" });
 * ```
 */
export async function getWebhook(args: GetWebhookArgs, opts: pulumi.InvokeOptions = {}): Promise<GetWebhookResult> {
  assertKnown("getWebhook", args, ["id", "appId", "target"]);
  return pulumi.runtime.invoke(ONE, { ...args }, withVersion(opts));
}

/**
 * {@link getWebhook} with arguments that can be outputs of resources. The look-up waits for those resources, and the
 * result isn't known in a preview while one of them doesn't exist yet.
 */
export function getWebhookOutput(
  args: GetWebhookOutputArgs,
  opts: pulumi.InvokeOutputOptions = {},
): pulumi.Output<GetWebhookResult> {
  return pulumi.runtime.invokeOutput(ONE, { ...args }, withVersion(opts));
}

/**
 * Looks up the webhooks of an app, without managing them; returns an empty list if there are none. The result has no
 * secrets.
 *
 * @param args `appId`, and the location, if it differs from the provider's.
 * @param opts Such as `provider`, which then determines project and region.
 * @returns the webhooks, oldest first.
 * @example
 * ```ts
 * for (const { target } of await getWebhooks({ appId: "01M8…" })) pulumi.log.info(target);
 * ```
 */
export async function getWebhooks(args: GetWebhooksArgs, opts: pulumi.InvokeOptions = {}): Promise<GetWebhookResult[]> {
  assertKnown("getWebhooks", args, ["appId"]);
  const { webhooks }: Found = await pulumi.runtime.invoke(ALL, { ...args }, withVersion(opts));
  return webhooks;
}

/** {@link getWebhooks} with arguments that can be outputs of resources. */
export function getWebhooksOutput(
  args: GetWebhooksOutputArgs,
  opts: pulumi.InvokeOutputOptions = {},
): pulumi.Output<GetWebhookResult[]> {
  return pulumi.runtime.invokeOutput<Found>(ALL, { ...args }, withVersion(opts)).apply(({ webhooks }) => webhooks);
}
