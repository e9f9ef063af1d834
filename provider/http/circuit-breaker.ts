import { manyWait } from "../base/abort";
import { SinchError } from "../base/errors";
import type { Clock } from "./clock";

/**
 * What all calls in this process know about the state of one service, such as a project in a region, or a token
 * endpoint.
 */
export interface Circuit {
  /** Whether a call used up its time budget and nobody got a response since. */
  readonly isOpen: boolean;
  /** Fires when the circuit opens, so that calls stop waiting for a retry. */
  readonly opened: AbortSignal;
  /** Why it opened, for messages. */
  readonly reason: string;
  /**
   * Call before each request. While the circuit is open, one call at a time probes the service once, and the others
   * share its result.
   *
   * @param request For the message.
   * @returns the probe, which the caller must end.
   * @throws SinchError `ERR_SINCH_OUTAGE` if a probe has just failed.
   */
  enter(request: string): Promise<Probe | undefined>;
  /** The service responded, even if it refused. */
  success(): void;
  /** A call used up its time budget. Opens the circuit if no call got a response since that one began. */
  failure(since: number, why: string): void;
}

/** The single attempt made while a circuit is open. */
export interface Probe {
  end(): void;
}

/** What to do in an outage. */
export const ONCE_IT_ANSWERS = "Run the command again once the service responds";

/** Returns the circuit for each name. */
export function createCircuits(clock: Pick<Clock, "now">): (name: string) => Circuit {
  const circuits = new Map<string, Circuit>();
  return (name) => {
    const circuit = circuits.get(name) ?? createCircuit(clock);
    circuits.set(name, circuit);
    return circuit;
  };
}

function createCircuit({ now }: Pick<Clock, "now">): Circuit {
  let lastSuccess = Number.NEGATIVE_INFINITY;
  let reason: string | undefined;
  let opened = manyWait();
  let quietUntil = Number.NEGATIVE_INFINITY;
  let probing: Promise<void> | undefined;

  const refusal = (request: string): SinchError =>
    new SinchError("ERR_SINCH_OUTAGE", `${reason}, so this request wasn't sent (${request}). ${ONCE_IT_ANSWERS}`);

  function probe(): Probe {
    const since = now();
    const { promise, resolve } = Promise.withResolvers<void>();
    probing = promise;
    return {
      end() {
        probing = undefined;
        // A probe that took long to fail isn't repeated at once: at most half of the time goes into probes.
        if (reason !== undefined) quietUntil = 2 * now() - since;
        resolve();
      },
    };
  }

  return {
    get isOpen() {
      return reason !== undefined;
    },
    get opened() {
      return opened.signal;
    },
    get reason() {
      return reason ?? "";
    },
    async enter(request) {
      if (reason === undefined) return undefined;
      if (probing) await probing;
      else if (now() >= quietUntil) return probe();
      if (reason !== undefined) throw refusal(request);
      return undefined;
    },
    success() {
      lastSuccess = now();
      if (reason === undefined) return;
      reason = undefined;
      opened = manyWait();
    },
    failure(since, why) {
      if (lastSuccess > since || reason !== undefined) return;
      reason = `another call got no usable response for ${Math.round((now() - since) / 1000)} s (${why})`;
      opened.abort();
    },
  };
}
