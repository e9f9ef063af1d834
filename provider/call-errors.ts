import { HTTPError, RequestError, type Response } from "got";
import type { Call } from "./call";
import type { Key } from "./config";
import { ApiError, SinchError } from "./errors";

function requestIdOf(response: Response): string | undefined {
  const id = response.headers["x-request-id"];
  return typeof id === "string" ? id.slice(0, 100) : undefined;
}

/** A call and its answer in a message: method, path, status and request id. */
export function about(call: Call, response: Response): string {
  const id = requestIdOf(response);
  return `${call.method} ${call.path} → ${response.statusCode}${id ? `, request ${id}` : ""}`;
}

/** Turns what a call threw into an error of our own. */
export function fail(error: unknown, call: Call, key: Key, token?: string): never {
  if (error instanceof SinchError) throw error;
  if (!(error instanceof HTTPError)) throw unreachable(error, call.method, call.path);
  const secrets = [key.keySecret, ...(token ? [token] : []), ...textsOf(call.body)];
  throw apiError(error.response as Response<string>, call.method, call.path, secrets, HINTS[error.response.statusCode]);
}

const HINTS: Readonly<Record<number, string>> = {
  401:
    "The API refuses the access key. A key that was changed in the configuration is used by `pulumi up` and by " +
    "`pulumi refresh --run-program`; plain `pulumi refresh` and `pulumi destroy` use that of the last `pulumi up`",
  403: "An access key reaches its own project only: check project id and key, and that the project has the Conversation API",
};

/** The same for a call of the token endpoint. */
export function failToken(error: unknown, authUrl: string, key: Key): never {
  const path = new URL(`${authUrl}/oauth2/token`).pathname;
  if (error instanceof HTTPError) {
    const { statusCode } = error.response;
    const hint = statusCode === 400 || statusCode === 401 ? HINTS[401] : undefined;
    throw apiError(error.response as Response<string>, "POST", path, [key.keySecret], hint);
  }
  if (error instanceof SyntaxError) {
    throw new SinchError("ERR_SINCH_RESPONSE", `the answer holds no access token (POST ${path})`);
  }
  throw unreachable(error, "POST", path);
}

/** Both envelopes: `{ code, message, status }` and the same below `error`. OAuth2 says `error` and `error_description`. */
function apiError(
  response: Response<string>,
  method: string,
  path: string,
  secrets: readonly string[],
  hint: string | undefined,
): ApiError {
  let body: Record<string, unknown> = {};
  try {
    const answer = JSON.parse(response.body);
    body = typeof answer?.error === "object" && answer.error !== null ? answer.error : (answer ?? {});
  } catch {
    // An answer that isn't JSON says nothing that is worth showing.
  }
  const text = (value: unknown): string | undefined => (typeof value === "string" && value ? value : undefined);
  const said = text(body.message) ?? text(body.error_description) ?? text(body.error);
  return new ApiError({
    method,
    path,
    status: response.statusCode,
    apiStatus: text(body.status)?.slice(0, 50),
    apiMessage: said && withoutSecrets(said, secrets),
    requestId: requestIdOf(response),
    hint,
  });
}

/** Every text in a body: an error message that quotes one is cut, whether it is a secret or not. */
function textsOf(value: unknown): string[] {
  if (typeof value === "string") return /^[A-Z_]*$/.test(value) || value.length < 6 ? [] : [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsOf) : [];
}

function withoutSecrets(message: string, secrets: readonly string[]): string {
  const line = message.replace(/\s+/g, " ").trim();
  const cut = [...secrets]
    .sort((a, b) => b.length - a.length)
    .reduce((text, secret) => text.replaceAll(secret, "[hidden]"), line);
  return cut.length > 500 ? `${cut.slice(0, 500)}…` : cut;
}

const WORDS: Readonly<Record<string, string>> = {
  ECONNREFUSED: "connection refused",
  ECONNRESET: "connection reset",
  ENOTFOUND: "its name can't be resolved",
  EAI_AGAIN: "its name can't be resolved",
  ETIMEDOUT: "timed out",
  EPIPE: "connection closed",
  ERR_ABORTED: "the answer is over 10 MB",
};

/** A call that got no answer, as an error of our own: got's own holds the headers in its options. */
function unreachable(error: unknown, method: string, path: string): SinchError {
  const code = error instanceof RequestError ? error.code : "ERR_UNKNOWN";
  const host = (error instanceof RequestError && error.request?.options?.url && hostOf(error)) || "the API";
  const certificate = /CERT|SIGNATURE|ISSUER/.test(code);
  const why = certificate
    ? `its certificate isn't trusted (${code}); NODE_EXTRA_CA_CERTS can name a file with your own CA`
    : (WORDS[code] ?? code);
  const cause = Object.assign(new Error(why), { code });
  cause.stack = `${cause.name}: ${why}`;
  return new SinchError("ERR_SINCH_UNREACHABLE", `no answer from ${host}: ${why} (${method} ${path})`, { cause });
}

const hostOf = (error: RequestError): string => new URL(String(error.request?.options.url)).host;
