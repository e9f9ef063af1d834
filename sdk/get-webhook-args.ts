import type { LookupPlace } from "./get-app-args";
import type { Inputs } from "./inputs";
import type * as result from "./types/result";

/** A webhook as the service shows it. */
export interface GetWebhookResult extends result.Webhook {}

/** A webhook by its ID. */
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
  /** The whole URL, in the same letters. */
  target: string;
  id?: undefined;
}

/** Which webhook: by its ID, or by its app and target. */
export type GetWebhookArgs = WebhookById | WebhookByTarget;

/** {@link GetWebhookArgs}, each of which can be an output of a resource. */
export type GetWebhookOutputArgs = Inputs<WebhookById> | Inputs<WebhookByTarget>;

/** Whose webhooks. */
export interface GetWebhooksArgs extends LookupPlace {
  /** ID of the app. */
  appId: string;
}

/** {@link GetWebhooksArgs}, each of which can be an output of a resource. */
export interface GetWebhooksOutputArgs extends Inputs<GetWebhooksArgs> {}
