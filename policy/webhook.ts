import type { output } from "../sdk";

/** A webhook as a policy sees it: the program's inputs, checked, with the location filled in and secrets separated. */
export interface CheckedWebhook extends output.Webhook {
  /** `secret` under its own name. Rules only check whether one is set. */
  readonly secrets?: Readonly<Record<string, unknown>>;
}

/** The host of a webhook's target; `undefined` if it isn't a URL. */
export const hostOf = ({ target }: CheckedWebhook): string | undefined => URL.parse(target)?.hostname;

/** The origin of a target, for messages: the path may be known to the target's owner only. */
export const originOf = ({ target }: CheckedWebhook): string => URL.parse(target)?.origin ?? "no URL";
