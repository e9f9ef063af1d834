import type { OptionsOfTextResponseBody, RequestError, Response } from "got";
import { explain } from "./failure";
import { agentsFor, createGot } from "./got-client";
import { createOutages, ONCE_IT_ANSWERS } from "./circuit-breaker";
import { createPace } from "./rate-limit";
import type { Patience } from "./time-budget";
import { NEVER, sleep, unlessStopped } from "../base/abort";

/** The HTTP client under all calls. */
export interface Http {
  /** Sends a request, and repeats it where its `retry` allows. @throws what `fail` of call-errors.ts turns into an error of ours. */
  send(url: URL, options: OptionsOfTextResponseBody, about: About): Promise<Response<string>>;
  /** Whether a place is found to be out, so that a request there had better be tried with something harmless. */
  isOut(place: string): boolean;
  /** Comes when the run is interrupted: nothing is sent any more. */
  readonly stop: AbortSignal;
}

/** What a request belongs to. */
export interface About {
  /** The path as messages have it. */
  readonly path: string;
  /** What answers or fails as a whole: a token endpoint, or a project in a region. */
  readonly place: string;
  /** The project whose limit of requests counts. @default none */
  readonly projectId?: string;
  /** When the call began that the request is a part of, in milliseconds since the epoch. @default now */
  readonly since?: number;
  /** Milliseconds that it may take from then on, if that is less than the configuration allows. */
  readonly withinMs?: number | undefined;
}

/** An answer may be this long, in bytes, unpacked. */
const LONGEST_ANSWER = 10 * 1024 * 1024;

/** Where a place is out, it is tried for no longer than this, in milliseconds. */
const TRIAL_MS = 5_000;

/** An attempt gets this long even where less time is left, in milliseconds; a POST more, since nobody knows what a cut one did. */
const SHORTEST_MS = 1_000;
const SHORTEST_POST_MS = 10_000;

/** After an interruption the answer to a write is waited for this long, in milliseconds: it tells what is there. */
const LAST_WORDS_MS = 3_000;

/**
 * What decides how often and how long a request is tried: time limits, repetition with full jitter, even spacing, outages,
 * an interruption. And no endless answers.
 *
 * @param patience
 *  Time limits and repetition.
 * @param stop
 *  Comes when the run is interrupted.
 */
export function createHttp(patience: Patience, stop: AbortSignal = NEVER): Http {
  const placeOf = createOutages();
  const pace = createPace();
  const client = createGot(patience);

  async function send(url: URL, options: OptionsOfTextResponseBody, about: About): Promise<Response<string>> {
    const place = placeOf(about.place);
    const what = `${options.method} ${about.path}`;
    const enteredAt = Date.now();
    const since = about.since ?? enteredAt;
    const totalMs = Math.min(patience.totalMs, about.withinMs ?? patience.totalMs);
    const post = options.method === "POST";
    const trial = await unlessStopped(stop, place.enter(what), what);
    const abort = new AbortController();
    let note: string | undefined;
    let underWay = false;
    let tooLong = false;
    let free = (): void => undefined;

    const turn = async (): Promise<void> => {
      if (about.projectId !== undefined) free = await unlessStopped(stop, pace.turn(about.projectId), what);
      underWay = true;
    };
    const limitMs = (): number => {
      const left = since + Math.max(totalMs, about.withinMs ?? patience.attemptMs) - Date.now();
      const most = trial ? Math.min(TRIAL_MS, patience.attemptMs) : patience.attemptMs;
      return Math.min(most, Math.max(left, post ? SHORTEST_POST_MS : SHORTEST_MS));
    };

    /** Milliseconds until the next attempt, 0 for none. It does the waiting itself, so that it can be cut short. */
    const untilNext = async (backoff: number, retryAfter: number | undefined, error: RequestError): Promise<number> => {
      underWay = false;
      free();
      if (error.response?.statusCode === 429 && about.projectId !== undefined) pace.slowDown(about.projectId);
      if (trial) {
        note = `Tried just once: ${place.story}. ${ONCE_IT_ANSWERS}`;
        return 0;
      }
      const wait = retryAfter ?? Math.random() * backoff;
      const left = since + totalMs - Date.now();
      if (wait >= left) {
        if (retryAfter !== undefined && retryAfter > 0) note = askedToWait(retryAfter, left);
        else if (totalMs > 0) place.gaveUp(enteredAt, error.response ? `${error.response.statusCode}` : error.code);
        return 0;
      }
      if (!(await sleep(wait, stop, place.foundOut))) {
        note = stop.aborted
          ? "The run was interrupted, so it wasn't tried again"
          : `Not tried any longer: ${place.story}. ${ONCE_IT_ANSWERS}`;
        return 0;
      }
      await turn();
      return 1;
    };

    let lastWords: NodeJS.Timeout | undefined;
    const breakOff = (): void => {
      if (underWay) lastWords = setTimeout(() => abort.abort(), options.method === "GET" ? 0 : LAST_WORDS_MS);
    };
    stop.addEventListener("abort", breakOff);
    try {
      await turn();
      const request = client(url, {
        ...options,
        signal: abort.signal,
        retry: {
          ...options.retry,
          calculateDelay: ({ computedValue, retryAfter, error }) => untilNext(computedValue, retryAfter, error),
        },
        hooks: {
          beforeRequest: [
            (attempt) => {
              attempt.timeout = { request: limitMs() };
              attempt.agent = agentsFor(url, options.method === "GET", patience);
            },
          ],
          afterResponse: [
            (response) => {
              if (response.statusCode < 500 && response.statusCode !== 429) place.answered();
              return response;
            },
          ],
        },
      });
      request.on("downloadProgress", ({ transferred }) => {
        if (transferred <= LONGEST_ANSWER) return;
        tooLong = true;
        abort.abort();
      });
      return await request;
    } catch (error) {
      if (tooLong) explain(error, { unusable: "is over 10 MB, and wasn't read to its end" });
      else if (stop.aborted && abort.signal.aborted) explain(error, { why: "the run was interrupted" });
      if (note) explain(error, { note });
      throw error;
    } finally {
      free();
      trial?.end();
      stop.removeEventListener("abort", breakOff);
      clearTimeout(lastWords);
    }
  }

  return { send, stop, isOut: (place) => placeOf(place).isOut };
}

function askedToWait(ms: number, leftMs: number): string {
  const seconds = (value: number): string => `${Math.max(0, Math.ceil(value / 1000))} s`;
  return (
    `The service asks to wait ${seconds(ms)}, and ${seconds(leftMs)} are left of sinch:timeoutSeconds: ` +
    "run the command again later, or raise sinch:timeoutSeconds"
  );
}
