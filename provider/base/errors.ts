import { types } from "node:util";

/** Stable codes of the errors that this package throws; docs/troubleshooting.md lists them. */
export type ErrorCode =
  | "ERR_SINCH_ACCESS_DENIED"
  | "ERR_SINCH_API"
  | "ERR_SINCH_BUG"
  | "ERR_SINCH_CONFIGURATION"
  | "ERR_SINCH_CONFLICT"
  | "ERR_SINCH_HIDDEN"
  | "ERR_SINCH_INTERRUPTED"
  | "ERR_SINCH_KEY_MISSING"
  | "ERR_SINCH_KEY_REFUSED"
  | "ERR_SINCH_NAME_IN_USE"
  | "ERR_SINCH_NOT_APPLIED"
  | "ERR_SINCH_NOT_FOUND"
  | "ERR_SINCH_OUTAGE"
  | "ERR_SINCH_RESPONSE"
  | "ERR_SINCH_SERVER"
  | "ERR_SINCH_STATE"
  | "ERR_SINCH_UNVERIFIED"
  | "ERR_SINCH_UNREACHABLE";

/** What was asked, for messages. */
export interface Asked {
  readonly method: string;
  readonly path: string;
}

/** Any error that this package throws on purpose. Its message is one line, made for the user, without a secret. */
export class SinchError extends Error {
  override readonly name: string = "SinchError";
  /** Method and path of the request that failed, where one was sent. */
  readonly method: string | undefined;
  readonly path: string | undefined;

  /**
   * @param code
   *  Stable code to tell kinds of errors apart.
   * @param message
   *  What went wrong, with what, and the way on.
   */
  constructor(
    readonly code: ErrorCode,
    message: string,
    options?: ErrorOptions & { readonly asked?: Asked },
  ) {
    super(message, options);
    this.method = options?.asked?.method;
    this.path = options?.asked?.path;
  }
}

/** What {@link ApiError} is made of. */
export interface ApiFailure {
  readonly method: string;
  readonly path: string;
  /** HTTP status of the answer. */
  readonly status: number;
  /** Status word of the API, such as `PERMISSION_DENIED`. */
  readonly apiStatus?: string | undefined;
  /** The API's own message, secrets taken out. */
  readonly apiMessage?: string | undefined;
  readonly requestId?: string | undefined;
  /** @default by the status */
  readonly code?: ErrorCode | undefined;
  /** What the user can do about it. */
  readonly hint?: string | undefined;
}

/** The API answered, and the answer was a failure. */
export class ApiError extends SinchError {
  override readonly name = "ApiError";
  declare readonly method: string;
  declare readonly path: string;
  readonly status: number;
  readonly apiStatus: string | undefined;
  readonly apiMessage: string | undefined;
  readonly requestId: string | undefined;

  constructor(failure: ApiFailure) {
    const { method, path, status, apiStatus, apiMessage, requestId, code = codeOf(status), hint } = failure;
    const said = apiMessage ?? "the API gave no reason";
    const answer = [status, apiStatus].filter(Boolean).join(" ");
    const request = requestId ? `, request ${requestId}` : "";
    super(code, `${said} (${method} ${path} → ${answer}${request})${hint ? `. ${hint}` : ""}`, {
      asked: { method, path },
    });
    this.status = status;
    this.apiStatus = apiStatus;
    this.apiMessage = apiMessage;
    this.requestId = requestId;
  }
}

/**
 * Refusals by which whoever stands in front of the service gives up a request that it may have passed on: gRPC's gateway says
 * either where a call was cancelled. Not 425, whose meaning is that nothing was processed.
 */
const GIVEN_UP_ON_THE_WAY: readonly number[] = [408, 499];

const codeOf = (status: number): ErrorCode =>
  status >= 500 || GIVEN_UP_ON_THE_WAY.includes(status)
    ? "ERR_SINCH_SERVER"
    : status === 403
      ? "ERR_SINCH_ACCESS_DENIED"
      : "ERR_SINCH_API";

/** Which key an operation of the engine uses. The command line doesn't say it: it reads the configuration as it is now. */
const KEY_OF_ENGINE =
  "A key that was changed in the configuration is used by `pulumi up` and by " +
  "`pulumi refresh --run-program`; plain `pulumi refresh` and `pulumi destroy` use that of the last `pulumi up`";

/** The message of anything that was thrown, in another `node:vm` context too, whose errors aren't instances of `Error` here. */
export function messageOf(error: unknown): string {
  const message = error instanceof Error || types.isNativeError(error) ? error.message : String(error);
  return message.replace(/\s*\n\s*/g, " ").trim();
}

/** The message of an error of ours within an operation of the engine. */
export function messageInEngine(error: unknown): string {
  const known = asOurs(error);
  const isOfKey = known.code === "ERR_SINCH_KEY_MISSING" || known.code === "ERR_SINCH_KEY_REFUSED";
  return isOfKey ? `${messageOf(known)}. ${KEY_OF_ENGINE}` : messageOf(known);
}

/** A message that ends with its code: whoever reads what the engine prints decides by that, not by sentences. */
export const withCode = (message: string, code: ErrorCode): string => `${message} [${code}]`;

const CODE_AT_END = / \[(ERR_SINCH_[A-Z_]+)\]\s*$/;

/** The code at the end of a message. */
export const codeIn = (message: string): string | undefined => CODE_AT_END.exec(message)?.[1];

export const withoutCode = (message: string): string => message.replace(CODE_AT_END, "");

/** Whether a request that failed with this code may have had its effect, now or in a moment. */
export const mayHaveHadEffect = (code: string | undefined): boolean =>
  code === "ERR_SINCH_RESPONSE" || code === "ERR_SINCH_SERVER" || code === "ERR_SINCH_UNREACHABLE";

/**
 * An error with what was being done in front of its message: `creating app "support": …`. The original is its cause and
 * stays as it is: one failed LIST is the error of many reads.
 */
export function whileDoing(operation: string, error: unknown): SinchError {
  const known = asOurs(error);
  return new SinchError(known.code, `${operation}: ${messageOf(known)}`, { cause: error });
}

/** What isn't an error of ours is a bug of ours. Its own words can quote a value, so they are shown only where {@link stackOf} is. */
export function asOurs(error: unknown): SinchError {
  if (error instanceof SinchError) return error;
  const kind = error instanceof Error ? error.name : typeof error;
  return new SinchError(
    "ERR_SINCH_BUG",
    `internal error (${kind}), a bug of pulumi-sinch-conversation: please report it, with what SINCH_DEBUG=1 in the environment adds`,
    { cause: error },
  );
}

/** Where a bug stands, with its own words: they can quote values, secrets too. Only with `SINCH_DEBUG`. */
export function stackOf(error: unknown, env: NodeJS.ProcessEnv = process.env): string | undefined {
  if (!env.SINCH_DEBUG) return undefined;
  let at = error;
  while (at instanceof SinchError) at = at.cause;
  return at instanceof Error ? at.stack : undefined;
}
