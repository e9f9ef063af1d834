import type { LookupPlace } from "./get-app-args";
import type { Inputs } from "./inputs";
import type * as result from "./types/result";

/** A webhook as the service shows it. */
export interface GetWebhookResult extends result.Webhook {}

/** A webhook by ID. */
export interface WebhookById extends LookupPlace {
  /** The webhook's ID. */
  id: string;
  appId?: undefined;
  target?: undefined;
}

/** A webhook by its app and target. */
export interface WebhookByTarget extends LookupPlace {
  /** ID of the app. */
  appId: string;
  /** The full URL; case matters. */
  target: string;
  id?: undefined;
}

/** Which webhook: by ID, or by app and target. */
export type GetWebhookArgs = WebhookById | WebhookByTarget;

/** {@link GetWebhookArgs}, each of which can be a resource's output. */
export type GetWebhookOutputArgs = Inputs<WebhookById> | Inputs<WebhookByTarget>;

/** Which app's webhooks. */
export interface GetWebhooksArgs extends LookupPlace {
  /** ID of the app. */
  appId: string;
}

/** {@link GetWebhooksArgs}, each of which can be a resource's output. */
export interface GetWebhooksOutputArgs extends Inputs<GetWebhooksArgs> {}
