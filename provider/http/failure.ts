import { HTTPError, RequestError, type Response } from "got";
import { requestIdOf } from "./response";
import { readFailure } from "./api-message";
import { ApiError, type Asked, KEY_OF_ENGINE, SinchError } from "../base/errors";
import { PROXY_FAILED, PROXY_REFUSED, proxyFor } from "./proxy";

/** What the user can do about an access key that is refused. */
export const KEY_REFUSED = `The API refuses the access key. ${KEY_OF_ENGINE}`;

/** What the user can do about an answer, by its status. */
export type Hints = Readonly<Record<number, string>>;

/** What is known of an error beside what it says. */
interface Explanation {
  /** Why the request was broken off, in place of what its code means. */
  readonly why?: string;
  /** A sentence after the message. */
  readonly note?: string;
  /** There is an answer, but what of it can't be used. */
  readonly unusable?: string;
}

const explanations = new WeakMap<object, Explanation>();

/** Adds to the message that {@link fail} will make of an error. */
export function explain(error: unknown, more: Explanation): void {
  if (typeof error === "object" && error) explanations.set(error, { ...explanations.get(error), ...more });
}

/**
 * Turns what a request threw into an error of our own: got's holds the headers in its options.
 *
 * @param asked
 *  The request, for the message.
 * @param secrets
 *  What the API's message must not show.
 * @param hints
 *  What the user can do about it.
 */
export function fail(error: unknown, asked: Asked, secrets: readonly string[], hints: Hints): never {
  const { note, unusable, why } = explanations.get(error as object) ?? {};
  if (error instanceof HTTPError) {
    const response = error.response as Response<string>;
    const { message, status, isJson } = readFailure(response.body, secrets);
    const isForeign = !isJson && mayBeForeign(response);
    throw new ApiError({
      method: asked.method,
      path: asked.path,
      status: response.statusCode,
      apiStatus: status,
      apiMessage: message,
      requestId: requestIdOf(response),
      hint: [hints[response.statusCode], isForeign && foreign(response), note].filter(Boolean).join(". ") || undefined,
    });
  }
  if (!(error instanceof RequestError)) throw error;
  // Ours, thrown within a request.
  if (error.cause instanceof SinchError) throw error.cause;
  if (unusable) throw unusableFrom(unusable, error, asked);
  throw unreachable(error, asked, why, note);
}

/** Whether a refusal that isn't JSON isn't the API's own. Of failures a balancer in front of it speaks, too, and of limits without a word. */
const mayBeForeign = ({ body, statusCode }: Response<string>): boolean =>
  statusCode < 500 && (body !== "" || statusCode === 404);

function foreign({ requestUrl }: Response<string>): string {
  return (
    `The answer isn't one of the API, which are JSON: see whether ${hostOf(requestUrl)} is the right host ` +
    "(sinch:apiUrl, SINCH_API_URL; for tokens sinch:authUrl, SINCH_AUTH_URL)"
  );
}

/** The host of a request, and the proxy on the way to it. */
function hostOf(url: URL): string {
  const proxy = proxyFor(url)?.host;
  return `${url.host}${proxy ? ` by way of the proxy ${proxy}` : ""}`;
}

const urlOf = (error: RequestError): URL => new URL(String(error.request?.options.url ?? error.options.url));

function unusableFrom(what: string, error: RequestError, asked: Asked): SinchError {
  const { method, path } = asked;
  return new SinchError("ERR_SINCH_RESPONSE", `the answer of ${hostOf(urlOf(error))} ${what} (${method} ${path})`, {
    asked,
  });
}

const UNTRUSTED =
  /^(DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_(VERIFY_LEAF_SIGNATURE|GET_ISSUER_CERT(_LOCALLY)?)|CERT_UNTRUSTED)$/;

const WORDS: readonly (readonly [code: RegExp, words: string])[] = [
  [/^ECONNREFUSED$/, "connection refused"],
  [/^ECONNRESET$/, "connection reset"],
  [/^EPIPE$/, "connection closed"],
  [/^(ENOTFOUND|EAI_AGAIN)$/, "its name can't be resolved"],
  [/^ETIMEDOUT$/, "timed out"],
  [/^E(NET|HOST)UNREACH$/, "there is no way to it on the network"],
  [/^ERR_HTTP_CONTENT_LENGTH_MISMATCH$/, "the answer is cut short"],
  [/^ERR_READING_RESPONSE_STREAM$/, "the answer can't be unpacked"],
  [/^HPE_/, "it doesn't speak HTTP as it should"],
  [/^(EPROTO|ERR_SSL_.*)$/, "it doesn't speak TLS as it should"],
  [UNTRUSTED, "its certificate isn't trusted; NODE_EXTRA_CA_CERTS can name a file with your own CA"],
  [/CERT/, "its certificate is refused"],
];

/** A request that got no answer. The host is named, and the proxy on the way to it. */
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
    `no answer from ${hostOf(urlOf(error))}: ${why} (${asked.method} ${asked.path})${note ? `. ${note}` : ""}`,
    { asked, cause },
  );
}
