import type { output } from "../sdk";

/** A webhook as a policy sees it: what the program sets, checked and with its place filled in, its secrets apart. */
export interface CheckedWebhook extends output.Webhook {
  /** `secret` under its own name. Only whether one is there is a rule's business. */
  readonly secrets?: Readonly<Record<string, unknown>>;
}

/** The host that a webhook's target leads to; `undefined` if it is no URL. */
export const hostOf = ({ target }: CheckedWebhook): string | undefined => URL.parse(target)?.hostname;

/** The origin of a target, for messages: paths may hold what only the target's owner should know. */
export const originOf = ({ target }: CheckedWebhook): string => URL.parse(target)?.origin ?? "no URL";
