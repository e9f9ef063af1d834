import { HTTPError, RequestError, type Response } from "got";
import { ApiError, type Asked, SinchError } from "../base/errors";
import { own } from "../base/values";
import { isNoMethod, readFailure } from "./api-message";
import { PROXY_FAILED, PROXY_REFUSED, proxyFor } from "./proxy";
import { Redactor } from "./redactor";
import { requestIdOf } from "./response";
import type { HttpRequest, Words } from "./send";

/** Context for an error. */
export interface Explanation {
  /** Why the request was cut off, which replaces the meaning of the error's code. */
  readonly why?: string;
  /** A sentence to append to the message. */
  readonly note?: string;
  /** A response came, but this part of it is unusable. */
  readonly unusable?: string;
}

/** The parts of a request that its errors name. */
type Failed = Pick<HttpRequest, "method" | "path" | "secrets" | "hints" | "codes">;

/** Converts an error of a request to one of ours, since got's error holds the headers in its options. */
export function failureOf(
  error: unknown,
  request: Failed,
  { note, unusable, why }: Explanation,
  words: Words,
): unknown {
  if (error instanceof HTTPError) return refused(error.response as Response<string>, request, note, words);
  if (!(error instanceof RequestError)) return error;
  // One of ours, thrown within a request.
  if (error.cause instanceof SinchError) return error.cause;
  return unusable ? unusableFrom(unusable, error, request) : unreachable(error, request, why, note);
}

function refused(response: Response<string>, request: Failed, note: string | undefined, words: Words): ApiError {
  const { method, path, secrets, hints } = request;
  const said = readFailure(response.body, secrets);
  const { message, status, isJson } = said;
  const isFutile = isNoMethod(response.statusCode, said);
  const isForeign = !isJson && mayBeForeign(response);
  const hint = (status && own(hints, status)) ?? hints[response.statusCode];
  const sentences = [hint, isForeign && foreign(response, words), isFutile && noMethod(words), note].filter(Boolean);
  return new ApiError({
    method,
    path,
    status: response.statusCode,
    apiStatus: status,
    apiMessage: message,
    requestId: new Redactor(secrets).clean(requestIdOf(response) ?? "") || undefined,
    code: isFutile ? "ERR_SINCH_API" : request.codes?.[response.statusCode],
    hint: sentences.join(". ") || undefined,
  });
}

/**
 * Whether a refusal without JSON may come from something other than the API. Balancers in front of it send failures
 * too, and limits often have no body.
 */
const mayBeForeign = ({ body, statusCode }: Response<string>): boolean =>
  statusCode < 500 && (body !== "" || statusCode === 404);

function foreign({ requestUrl }: Response<string>, { hosts }: Words): string {
  return `The response isn't JSON, so it isn't from the API: check that ${hostOf(requestUrl)} is the right host (${hosts})`;
}

const noMethod = ({ hosts }: Words): string =>
  `The API doesn't have this method on this path, so no retry can succeed: update this package, and check that the host is right (${hosts})`;

/** The host of a request, with the proxy in use. */
function hostOf(url: URL): string {
  const proxy = proxyFor(url)?.host;
  return `${url.host}${proxy ? ` by way of the proxy ${proxy}` : ""}`;
}

const urlOf = (error: RequestError): URL => new URL(String(error.request?.options.url ?? error.options.url));

function unusableFrom(what: string, error: RequestError, asked: Asked): SinchError {
  const { method, path } = asked;
  return new SinchError("ERR_SINCH_RESPONSE", `the response of ${hostOf(urlOf(error))} ${what} (${method} ${path})`, {
    asked,
  });
}

const UNTRUSTED =
  /^(DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_(VERIFY_LEAF_SIGNATURE|GET_ISSUER_CERT(_LOCALLY)?)|CERT_UNTRUSTED)$/;

const WORDS: readonly (readonly [code: RegExp, words: string])[] = [
  [/^ECONNREFUSED$/, "connection refused"],
  [/^ECONNRESET$/, "connection reset"],
  [/^EPIPE$/, "connection closed"],
  [/^(ENOTFOUND|EAI_AGAIN)$/, "the host name can't be resolved"],
  [/^ETIMEDOUT$/, "timed out"],
  [/^E(NET|HOST)UNREACH$/, "network unreachable"],
  [/^ERR_HTTP_CONTENT_LENGTH_MISMATCH$/, "the response was cut off"],
  [/^ERR_READING_RESPONSE_STREAM$/, "the response can't be decompressed"],
  [/^HPE_/, "invalid HTTP response"],
  [/^(EPROTO|ERR_SSL_.*)$/, "TLS handshake failed"],
  [UNTRUSTED, "its certificate isn't trusted; NODE_EXTRA_CA_CERTS can name a file with your own CA"],
  [/CERT/, "its certificate is refused"],
];

/** A request without a response. Names the host and the proxy in use. */
function unreachable(error: RequestError, asked: Asked, broken?: string, note?: string): SinchError {
  const { code } = error;
  const refused = code === PROXY_FAILED || code === PROXY_REFUSED;
  const known = refused ? (error.cause as Error).message : WORDS.find(([pattern]) => pattern.test(code))?.[1];
  const words = broken ?? known;
  const why = words ? `${words} (${code})` : code;
  const cause = Object.assign(new Error(why), { code });
  cause.stack = `${cause.name}: ${why}`;
  return new SinchError(
    "ERR_SINCH_UNREACHABLE",
    `no response from ${hostOf(urlOf(error))}: ${why} (${asked.method} ${asked.path})${note ? `. ${note}` : ""}`,
    { asked, cause },
  );
}
