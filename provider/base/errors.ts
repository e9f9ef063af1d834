import { types } from "node:util";

/** Stable codes of the errors that this package throws; listed in docs/troubleshooting.md. */
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

/** The request, as messages name it. */
export interface Asked {
  readonly method: string;
  readonly path: string;
}

/**
 * Any error that this package throws on purpose. The message is a single line, written for the user, and contains no
 * secret.
 */
export class SinchError extends Error {
  override readonly name: string = "SinchError";
  /** Method and path of the failed request, if one was sent. */
  readonly method: string | undefined;
  readonly path: string | undefined;

  /**
   * @param code Stable code that identifies the kind of error.
   * @param message What failed, on what, and how to fix it.
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

/** The parts of an {@link ApiError}. */
export interface ApiFailure {
  readonly method: string;
  readonly path: string;
  /** HTTP status of the response. */
  readonly status: number;
  /** Status of the API, such as `PERMISSION_DENIED`. */
  readonly apiStatus?: string | undefined;
  /** The API's own message, with secrets removed. */
  readonly apiMessage?: string | undefined;
  readonly requestId?: string | undefined;
  /** @default derived from the status */
  readonly code?: ErrorCode | undefined;
  /** What the user can do. */
  readonly hint?: string | undefined;
}

/** The API responded with a failure. */
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
 * Statuses by which a gateway gives up a request that it may have forwarded. gRPC's gateway sends either for a
 * cancelled call. 425 isn't one: it guarantees that nothing was processed.
 */
const GIVEN_UP_ON_THE_WAY: readonly number[] = [408, 499];

const codeOf = (status: number): ErrorCode =>
  status >= 500 || GIVEN_UP_ON_THE_WAY.includes(status)
    ? "ERR_SINCH_SERVER"
    : status === 403
      ? "ERR_SINCH_ACCESS_DENIED"
      : "ERR_SINCH_API";

/** Which key an engine operation uses. The command line omits it, since it reads the current configuration. */
const KEY_OF_ENGINE =
  "A key that was changed in the configuration is used by `pulumi up` and by " +
  "`pulumi refresh --run-program`; plain `pulumi refresh` and `pulumi destroy` use that of the last `pulumi up`";

/**
 * The message of anything thrown. Errors from another `node:vm` context count too, although they aren't instances of
 * this context's `Error`.
 */
export function messageOf(error: unknown): string {
  const message = error instanceof Error || types.isNativeError(error) ? error.message : String(error);
  return message.replace(/\s*\n\s*/g, " ").trim();
}

/** The message of one of our errors, as shown during an engine operation. */
export function messageInEngine(error: unknown): string {
  const known = asOurs(error);
  const isOfKey = known.code === "ERR_SINCH_KEY_MISSING" || known.code === "ERR_SINCH_KEY_REFUSED";
  return isOfKey ? `${messageOf(known)}. ${KEY_OF_ENGINE}` : messageOf(known);
}

/** A message followed by its code, so that tools reading the engine's output can match the code instead of the text. */
export const withCode = (message: string, code: ErrorCode): string => `${message} [${code}]`;

const CODE_AT_END = / \[(ERR_SINCH_[A-Z_]+)\]\s*$/;

/** The code at the end of a message. */
export const codeIn = (message: string): string | undefined => CODE_AT_END.exec(message)?.[1];

export const withoutCode = (message: string): string => message.replace(CODE_AT_END, "");

/** Whether a request that failed with this code may have taken effect, or may yet do so. */
export const mayHaveHadEffect = (code: string | undefined): boolean =>
  code === "ERR_SINCH_RESPONSE" || code === "ERR_SINCH_SERVER" || code === "ERR_SINCH_UNREACHABLE";

/**
 * Prefixes an error's message with the operation: `creating app "support": …`. The original becomes the cause and isn't
 * modified, since one failed LIST is the error of many reads.
 */
export function whileDoing(operation: string, error: unknown): SinchError {
  const known = asOurs(error);
  return new SinchError(known.code, `${operation}: ${messageOf(known)}`, { cause: error });
}

/** An error that isn't ours is a bug. Its message may quote a value, so only {@link stackOf} shows it. */
export function asOurs(error: unknown): SinchError {
  if (error instanceof SinchError) return error;
  const kind = error instanceof Error ? error.name : typeof error;
  return new SinchError(
    "ERR_SINCH_BUG",
    `internal error (${kind}), a bug of pulumi-sinch-conversation: please report it, with what SINCH_DEBUG=1 in the environment adds`,
    { cause: error },
  );
}

/** The stack of a bug with its message, which may quote values, including secrets. Only with `SINCH_DEBUG`. */
export function stackOf(error: unknown, env: NodeJS.ProcessEnv = process.env): string | undefined {
  if (!env.SINCH_DEBUG) return undefined;
  let at = error;
  while (at instanceof SinchError) at = at.cause;
  return at instanceof Error ? at.stack : undefined;
}
