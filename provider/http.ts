import { Agent as HttpAgent } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import got, { type OptionsOfTextResponseBody, type RequestError, type Response } from "got";
import { explain } from "./call-errors";
import { createOutages, ONCE_IT_ANSWERS } from "./outages";
import { createPace } from "./pace";
import type { Patience } from "./patience";
import { agentFor, PROXY_FAILED, proxyFor } from "./proxy";
import { packageName, packageVersion } from "./version";
import { NEVER, sleep, unlessStopped } from "./waiting";

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

/** Worth another attempt, beside those that got knows of: an answer that is cut short, a proxy or network that fails. */
const FAULTS_ON_THE_WAY = [
  "ERR_HTTP_CONTENT_LENGTH_MISMATCH",
  "ERR_READING_RESPONSE_STREAM",
  "EHOSTUNREACH",
  PROXY_FAILED,
];

/** A name that doesn't exist will not a minute later; one that can't be looked up now (`EAI_AGAIN`) may. */
const passingFaults = (got.defaults.options.retry.errorCodes ?? []).filter((code) => code !== "ENOTFOUND");

/** An answer may be this long, in bytes, unpacked. */
const LONGEST_ANSWER = 10 * 1024 * 1024;

/** Where a place is out, it is tried for no longer than this, in milliseconds. */
const TRIAL_MS = 5_000;

/** An attempt gets this long even where less time is left, in milliseconds; a POST more, since nobody knows what a cut one did. */
const SHORTEST_MS = 1_000;
const SHORTEST_POST_MS = 10_000;

/** After an interruption the answer to a write is waited for this long, in milliseconds: it tells what is there. */
const LAST_WORDS_MS = 3_000;

/** Connections that are used once. */
const FRESH = { http: new HttpAgent({ keepAlive: false }), https: new HttpsAgent({ keepAlive: false }) };

/**
 * Time limits, repetition with full jitter, even spacing, a proxy as `HTTPS_PROXY` and `NO_PROXY` say, TLS always verified
 * (an extra CA as `NODE_EXTRA_CA_CERTS` says), no redirects, no endless answers.
 *
 * @param patience
 *  Time limits and repetition.
 * @param stop
 *  Comes when the run is interrupted.
 */
export function createHttp(patience: Patience, stop: AbortSignal = NEVER): Http {
  const placeOf = createOutages();
  const pace = createPace();
  const client = got.extend({
    headers: { "user-agent": `${packageName}/${packageVersion}`, accept: "application/json" },
    followRedirect: false,
    responseType: "text",
    https: { rejectUnauthorized: true },
    retry: {
      limit: Number.MAX_SAFE_INTEGER,
      methods: ["GET", "PATCH", "DELETE"],
      statusCodes: [429, 500, 501, 502, 503, 504],
      errorCodes: [...passingFaults, ...FAULTS_ON_THE_WAY],
      backoffLimit: patience.longestWaitMs,
      maxRetryAfter: Number.MAX_SAFE_INTEGER,
      noise: 0,
    },
  });

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
              const proxy = proxyFor(url);
              if (proxy) attempt.agent = { https: agentFor(proxy, patience.attemptMs) };
              // A kept connection may be closed by the other end just now, and nobody would know what a POST did.
              else if (post) attempt.agent = FRESH;
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
        note = undefined;
        abort.abort();
      });
      return await request;
    } catch (error) {
      if (stop.aborted && abort.signal.aborted) explain(error, { why: "the run was interrupted" });
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
