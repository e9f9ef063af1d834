import { Agent as HttpAgent } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import got, { type Agents, type Got, type Response } from "got";
import { packageName, packageVersion } from "../base/version";
import type { TimeBudget } from "./deadline";
import { agentFor, PROXY_FAILED, proxyFor } from "./proxy";

/** Worth another attempt, beside those that got knows of: an answer that is cut short, a proxy or network that fails. */
const FAULTS_ON_THE_WAY = [
  "ERR_HTTP_CONTENT_LENGTH_MISMATCH",
  "ERR_READING_RESPONSE_STREAM",
  "EHOSTUNREACH",
  PROXY_FAILED,
];

/** A name that doesn't exist will not a minute later; one that can't be looked up now (`EAI_AGAIN`) may. */
const passingFaults = (got.defaults.options.retry.errorCodes ?? []).filter((code) => code !== "ENOTFOUND");

/** got as all requests need it: TLS always verified (an extra CA as `NODE_EXTRA_CA_CERTS` says), no redirects, what is worth repeating. */
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

/** Connections that are used once. */
const FRESH = { http: new HttpAgent({ keepAlive: false }), https: new HttpsAgent({ keepAlive: false }) };

/** The connections of a request: through a proxy, as `HTTPS_PROXY` and `NO_PROXY` say, or its own. */
export function agentsFor(url: URL, reads: boolean, budget: TimeBudget): Agents {
  // A kept connection may be closed by the other end just now, and nobody would know what a POST did. It may also hold an answer too
  // many, from something on the way, that would be taken for the one to a write; one to a read doesn't fit, or is as good.
  const proxy = proxyFor(url);
  if (proxy) return { https: agentFor(proxy, budget.attemptMs, reads) };
  return reads ? {} : FRESH;
}
