import type { WireWebhook, WireWebhookDraft } from "../api/wire.js";
import type { FakeBehaviour } from "../options.js";

/** Fills in what the service would show for a webhook, in place; existing values stay. */
export function fillWebhook(
  webhook: WireWebhookDraft & { id: string },
  { defaults, targetType }: Pick<FakeBehaviour, "defaults" | "targetType">,
): WireWebhook {
  webhook.app_id ??= "";
  webhook.target ??= "";
  webhook.target_type ??= targetType;
  webhook.triggers ??= [];
  // A sparse deployment omits empty strings and unset fields. (inferred)
  if (defaults !== "sparse") {
    webhook.secret ??= "";
    webhook.client_credentials ??= null;
  }
  const { client_credentials: credentials } = webhook;
  if (credentials && defaults !== "sparse") credentials.token_request_type ??= "BASIC";
  return webhook as WireWebhook;
}
