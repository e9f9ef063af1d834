import { NEVER } from "../base/abort";
import { failedLoad } from "../base/node-support";
import type { Clock } from "../http/clock";
import type { TimeBudget } from "../http/deadline";
import type { Reply } from "../http/response";
import type { Location } from "../model/state";
import type { Call } from "./call";
import type { Settings } from "./settings";

/** What calls go through. */
export interface Sending {
  /** @throws SinchError */
  send(call: Call): Promise<Reply>;
  /** Whether an outage of the API is known, so that a request there had better be tried with something harmless. */
  isOut(at: Location): boolean;
}

/** What all collections of one configuration share: tokens, connections, rate limit, circuit breakers. */
export interface Transport {
  /** Nothing of it is loaded before the first request: an operation without one does without `got`. */
  open(): Promise<Sending>;
  /** Comes when the run is interrupted: nothing is sent any more. */
  readonly stop: AbortSignal;
}

export interface TransportOptions {
  /** Time limits and retries. @default as the configuration says */
  readonly budget?: TimeBudget;
  /** Comes when the run is interrupted. @default never */
  readonly stop?: AbortSignal;
  readonly clock?: Clock;
}

/** @param settings keys, hosts, and how to authenticate. */
export function createTransport(settings: Settings, options: TransportOptions = {}): Transport {
  const { stop = NEVER } = options;
  let sending: Sending | undefined;
  return {
    stop,
    async open() {
      const { createSending } = await import("./sending.js").catch(failedLoad);
      sending ??= createSending(settings, options);
      return sending;
    },
  };
}
