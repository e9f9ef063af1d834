import { manyWait } from "../base/abort";
import { SinchError } from "../base/errors";
import type { Clock } from "./clock";

/** What all calls of this process know of one service, such as a project in a region, or a token endpoint. */
export interface Circuit {
  /** Whether a call used up its time in vain, and nothing was answered since. */
  readonly isOpen: boolean;
  /** Comes when the circuit opens: whoever waits for another attempt need wait no longer. */
  readonly opened: AbortSignal;
  /** Why it opened, for messages. */
  readonly reason: string;
  /**
   * To be called before a request. While the circuit is open, one call at a time probes the service once, and the others share its
   * result.
   *
   * @param request
   *  For the message.
   * @returns a probe, to be ended by whoever got it.
   * @throws SinchError `ERR_SINCH_OUTAGE` if it was just probed in vain.
   */
  enter(request: string): Promise<Probe | undefined>;
  /** The service answered, even with a refusal. */
  success(): void;
  /** A call used up its time. It opens the circuit if nothing was answered to anybody since that call began. */
  failure(since: number, why: string): void;
}

/** The one attempt that is made while a circuit is open. */
export interface Probe {
  end(): void;
}

/** What to do in an outage. */
export const ONCE_IT_ANSWERS = "Run the command again once the service responds";

/** One circuit a name. */
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
        // What took long to fail isn't probed again at once: half of the time at most goes into probes.
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
