import got, { type Got } from "got";
import { HttpsProxyAgent } from "https-proxy-agent";
import { getProxyForUrl } from "proxy-from-env";
import { packageName, packageVersion } from "./version";

/** Time limits and repetition of calls. */
export interface Patience {
  /** Milliseconds for one attempt. */
  readonly attemptMs: number;
  /** How often a call that may be repeated is, at most. */
  readonly retries: number;
  /** Milliseconds. The wait between two attempts is random between 0 and a bound that doubles from 1 s up to this. */
  readonly longestWaitMs: number;
}

export const DEFAULT_PATIENCE: Patience = { attemptMs: 30_000, retries: 5, longestWaitMs: 16_000 };

/**
 * The HTTP client under all calls: time limits, repetition with full jitter, a proxy as `HTTPS_PROXY` and `NO_PROXY`
 * say, TLS always verified (an extra CA as `NODE_EXTRA_CA_CERTS` says), no redirects.
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
      limit: patience.retries,
      methods: ["GET", "PATCH", "DELETE"],
      statusCodes: [429, 500, 501, 502, 503, 504],
      backoffLimit: patience.longestWaitMs,
      maxRetryAfter: patience.longestWaitMs,
      calculateDelay: ({ computedValue, retryAfter }) =>
        retryAfter === undefined && computedValue > 0 ? Math.max(1, Math.random() * computedValue) : computedValue,
    },
    hooks: {
      beforeRequest: [
        (options) => {
          const proxy = options.url?.protocol === "https:" ? getProxyForUrl(options.url.href) : "";
          if (proxy) options.agent = { https: agentFor(proxy) };
        },
      ],
    },
  });
}

const agents = new Map<string, HttpsProxyAgent<string>>();

function agentFor(proxy: string): HttpsProxyAgent<string> {
  const agent = agents.get(proxy) ?? new HttpsProxyAgent(proxy, { keepAlive: true });
  agents.set(proxy, agent);
  return agent;
}
