import { NEVER } from "../base/abort";
import { failedLoad } from "../base/node-support";
import type { Clock } from "../http/clock";
import type { TimeBudget } from "../http/deadline";
import type { Reply } from "../http/response";
import type { Location } from "../model/state";
import type { Call } from "./call";
import type { Settings } from "./settings";

/** The authenticated sender of calls. */
export interface Sending {
  /** @throws SinchError */
  send(call: Call): Promise<Reply>;
  /** Whether an outage of the API is known, so that a harmless request should go first. */
  isOut(at: Location): boolean;
}

/** What all collections with the same configuration share: tokens, connections, rate limit, circuit breakers. */
export interface Transport {
  /** Loads its modules before the first request, so that an operation without requests doesn't load `got`. */
  open(): Promise<Sending>;
  /** Fires when the run is interrupted; nothing is sent afterwards. */
  readonly stop: AbortSignal;
}

export interface TransportOptions {
  /** Time limits and retries. @default from the configuration */
  readonly budget?: TimeBudget;
  /** Fires when the run is interrupted. @default never */
  readonly stop?: AbortSignal;
  readonly clock?: Clock;
}

/** @param settings Keys, hosts, and the authentication method. */
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
