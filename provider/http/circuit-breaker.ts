import { SinchError } from "../base/errors";
import { manyWait } from "../base/abort";

/** What all calls of this process know of one place, such as a project's apps in a region, or a token endpoint. */
export interface Place {
  /** Whether a call tried in vain for all of its time, and nothing answered since. */
  readonly isOut: boolean;
  /** Comes when the place is found to be out: whoever waits for another attempt need wait no longer. */
  readonly foundOut: AbortSignal;
  /** How it was found out, for messages. */
  readonly story: string;
  /**
   * To be called before a request. Where the place is out, one call at a time tries it once, and the others share its fate.
   *
   * @param what
   *  The request, for the message.
   * @returns a trial, to be ended by whoever got it.
   * @throws SinchError `ERR_SINCH_OUTAGE` where it was just tried in vain.
   */
  enter(what: string): Promise<Trial | undefined>;
  /** The place answered, be it with a refusal: it is there. */
  answered(): void;
  /** A call gave up. It tells of an outage if nothing was answered to anybody since it began. */
  gaveUp(since: number, why: string): void;
}

/** The one attempt that is made while a place is out. */
export interface Trial {
  end(): void;
}

/** What to do in an outage. */
export const ONCE_IT_ANSWERS = "Run the command again once the service answers";

/** @param now the clock, in milliseconds. */
export function createOutages(now: () => number = Date.now): (name: string) => Place {
  const places = new Map<string, Place>();
  return (name) => {
    const place = places.get(name) ?? createPlace(now);
    places.set(name, place);
    return place;
  };
}

function createPlace(now: () => number): Place {
  let lastAnswer = Number.NEGATIVE_INFINITY;
  let story: string | undefined;
  let found = manyWait();
  let quietUntil = Number.NEGATIVE_INFINITY;
  let trial: Promise<void> | undefined;

  const refusal = (what: string): SinchError =>
    new SinchError("ERR_SINCH_OUTAGE", `${story}, so this request wasn't sent (${what}). ${ONCE_IT_ANSWERS}`);

  function begin(): Trial {
    const since = now();
    let done = (): void => undefined;
    trial = new Promise((resolve) => {
      done = resolve;
    });
    return {
      end() {
        trial = undefined;
        // What took long to fail isn't tried again at once: half of the time at most goes into trials.
        if (story !== undefined) quietUntil = 2 * now() - since;
        done();
      },
    };
  }

  return {
    get isOut() {
      return story !== undefined;
    },
    get foundOut() {
      return found.signal;
    },
    get story() {
      return story ?? "";
    },
    async enter(what) {
      if (story === undefined) return undefined;
      if (trial) await trial;
      else if (now() >= quietUntil) return begin();
      if (story !== undefined) throw refusal(what);
      return undefined;
    },
    answered() {
      lastAnswer = now();
      if (story === undefined) return;
      story = undefined;
      found = manyWait();
    },
    gaveUp(since, why) {
      if (lastAnswer > since || story !== undefined) return;
      story = `another call got no usable answer for ${Math.round((now() - since) / 1000)} s (${why})`;
      found.abort();
    },
  };
}
