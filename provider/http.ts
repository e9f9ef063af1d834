import got, { type Got, type RequestPromise } from "got";
import { agentFor, PROXY_FAILED, proxyFor } from "./proxy";
import { packageName, packageVersion } from "./version";

/** Time limits and repetition of calls. */
export interface Patience {
  /** Milliseconds for one attempt. */
  readonly attemptMs: number;
  /** Milliseconds after which a call isn't repeated any more, all its attempts and waits together. */
  readonly totalMs: number;
  /** Milliseconds. The wait between two attempts is random between 0 and a bound that doubles from 1 s up to this. */
  readonly longestWaitMs: number;
}

/** @param seconds of a call, all its attempts and waits together. */
export function patienceOf(seconds: number): Patience {
  return { attemptMs: Math.min(30, seconds) * 1000, totalMs: seconds * 1000, longestWaitMs: 16_000 };
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

/**
 * The HTTP client under all calls: time limits, repetition with full jitter, a proxy as `HTTPS_PROXY` and `NO_PROXY`
 * say, TLS always verified (an extra CA as `NODE_EXTRA_CA_CERTS` says), no redirects, no endless answers.
 *
 * @param patience
 *  Time limits and repetition.
 */
export function createHttp(patience: Patience): Got {
  return got.extend({
    headers: { "user-agent": `${packageName}/${packageVersion}`, accept: "application/json" },
    timeout: { request: patience.attemptMs },
    followRedirect: false,
    responseType: "text",
    https: { rejectUnauthorized: true },
    retry: {
      limit: Number.MAX_SAFE_INTEGER,
      methods: ["GET", "PATCH", "DELETE"],
      statusCodes: [429, 500, 501, 502, 503, 504],
      errorCodes: [...passingFaults, ...FAULTS_ON_THE_WAY],
      backoffLimit: patience.longestWaitMs,
      maxRetryAfter: patience.longestWaitMs,
      noise: 0,
      calculateDelay: ({ computedValue, retryAfter, error }) => {
        if (computedValue === 0) return 0;
        const wait = retryAfter === undefined ? Math.max(1, Math.random() * computedValue) : computedValue;
        const waited = Date.now() - (error.options.context.since as number);
        return waited + wait < patience.totalMs ? wait : 0;
      },
    },
    handlers: [
      (options, next) => {
        options.context = { ...options.context, since: Date.now() };
        const abort = new AbortController();
        options.signal = abort.signal;
        const request = next(options);
        (request as RequestPromise).on("downloadProgress", ({ transferred }) => {
          if (transferred > LONGEST_ANSWER) abort.abort();
        });
        return request;
      },
    ],
    hooks: {
      beforeRequest: [
        (options) => {
          const proxy = options.url && proxyFor(new URL(options.url));
          if (proxy) options.agent = { https: agentFor(proxy, patience.attemptMs) };
        },
      ],
    },
  });
}
