import { types } from "node:util";

/** Stable codes of the errors that this package throws. */
export type ErrorCode =
  | "ERR_SINCH_API"
  | "ERR_SINCH_CONFIGURATION"
  | "ERR_SINCH_CONFLICT"
  | "ERR_SINCH_INTERRUPTED"
  | "ERR_SINCH_NOT_APPLIED"
  | "ERR_SINCH_NOT_FOUND"
  | "ERR_SINCH_OUTAGE"
  | "ERR_SINCH_RESPONSE"
  | "ERR_SINCH_STATE"
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
  /** @default ERR_SINCH_API */
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
    const { method, path, status, apiStatus, apiMessage, requestId, hint } = failure;
    const said = apiMessage ?? "the API gave no reason";
    const answer = [status, apiStatus].filter(Boolean).join(" ");
    const request = requestId ? `, request ${requestId}` : "";
    super(
      failure.code ?? "ERR_SINCH_API",
      `${said} (${method} ${path} → ${answer}${request})${hint ? `. ${hint}` : ""}`,
      {
        asked: { method, path },
      },
    );
    this.status = status;
    this.apiStatus = apiStatus;
    this.apiMessage = apiMessage;
    this.requestId = requestId;
  }
}

/** Which key an operation of the engine uses. The command line leaves it out: it reads the configuration as it is now. */
export const KEY_OF_ENGINE =
  "A key that was changed in the configuration is used by `pulumi up` and by " +
  "`pulumi refresh --run-program`; plain `pulumi refresh` and `pulumi destroy` use that of the last `pulumi up`";

/** The message of anything that was thrown, in another `node:vm` context too, whose errors aren't instances of `Error` here. */
export function messageOf(error: unknown): string {
  const message = error instanceof Error || types.isNativeError(error) ? error.message : String(error);
  return message.replace(/\s*\n\s*/g, " ").trim();
}

/**
 * An error with what was being done in front of its message: `creating app "support": …`. The original is its cause and
 * stays as it is: one failed LIST is the error of many reads.
 */
export function whileDoing(operation: string, error: unknown): SinchError {
  const code = error instanceof SinchError ? error.code : "ERR_SINCH_STATE";
  return new SinchError(code, `${operation}: ${messageOf(error)}`, { cause: error });
}
