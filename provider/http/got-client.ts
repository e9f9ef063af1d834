import { Agent as HttpAgent } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import got, { type Agents, type Got, type Response } from "got";
import { packageName, packageVersion } from "../base/version";
import type { TimeBudget } from "./deadline";
import { agentFor, PROXY_FAILED, proxyFor } from "./proxy";

/** Faults worth a retry in addition to got's own list: a response that is cut short, a failing proxy or network. */
const FAULTS_ON_THE_WAY = [
  "ERR_HTTP_CONTENT_LENGTH_MISMATCH",
  "ERR_READING_RESPONSE_STREAM",
  "EHOSTUNREACH",
  PROXY_FAILED,
];

/** A name that doesn't exist stays missing; a failed look-up (`EAI_AGAIN`) may pass. */
const passingFaults = (got.defaults.options.retry.errorCodes ?? []).filter((code) => code !== "ENOTFOUND");

/**
 * got with the defaults for all requests: TLS always verified (extra CAs from `NODE_EXTRA_CA_CERTS`), no redirects, and
 * the faults worth a retry.
 */
export function createGot(budget: TimeBudget, onResponse?: (headers: Response["headers"]) => void): Got {
  return got.extend({
    headers: { "user-agent": `${packageName}/${packageVersion}`, accept: "application/json" },
    followRedirect: false,
    responseType: "text",
    https: { rejectUnauthorized: true },
    retry: {
      limit: Number.MAX_SAFE_INTEGER,
      methods: ["GET", "PATCH", "DELETE"],
      statusCodes: [429, 500, 501, 502, 503, 504],
      errorCodes: [...passingFaults, ...FAULTS_ON_THE_WAY],
      backoffLimit: budget.longestWaitMs,
      maxRetryAfter: Number.MAX_SAFE_INTEGER,
      noise: 0,
    },
    hooks: {
      afterResponse: [
        (response) => {
          onResponse?.(response.headers);
          return response;
        },
      ],
    },
  });
}

/** Connections for a single request. */
const FRESH = { http: new HttpAgent({ keepAlive: false }), https: new HttpsAgent({ keepAlive: false }) };

/** The agents of a request: through the proxy that `HTTPS_PROXY` and `NO_PROXY` select, or direct. */
export function agentsFor(url: URL, reads: boolean, budget: TimeBudget): Agents {
  // The other end may be closing a kept connection, so that a POST's effect would be unknown. A kept connection may
  // also hold a surplus response from an intermediary. A write would mistake it for its own; for a read, it doesn't
  // match or is just as good.
  const proxy = proxyFor(url);
  if (proxy) return { https: agentFor(proxy, budget.attemptMs, reads) };
  return reads ? {} : FRESH;
}
