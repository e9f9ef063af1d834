/** The status that belongs to an HTTP status. (doc) */
const STATUS_WORDS: Record<number, string> = {
  400: "INVALID_ARGUMENT",
  401: "UNAUTHENTICATED",
  403: "PERMISSION_DENIED",
  404: "NOT_FOUND",
  409: "ALREADY_EXISTS",
  413: "INVALID_ARGUMENT",
  429: "RESOURCE_EXHAUSTED",
  500: "INTERNAL",
  501: "UNIMPLEMENTED",
  502: "UNAVAILABLE",
  503: "UNAVAILABLE",
  504: "UNAVAILABLE",
};

/**
 * An error response. Its message never contains a value from the request, which may be a secret: only paths and what is
 * allowed.
 */
export class ApiError extends Error {
  override readonly name = "ApiError";

  /**
   * @param status HTTP status
   * @param message shown to the client
   * @param headers further headers of the response
   */
  constructor(
    readonly status: number,
    message: string,
    readonly headers: Record<string, string> = {},
  ) {
    super(message);
  }
}

/** A malformed request. (doc) */
export function invalidArgument(message: string): ApiError {
  return new ApiError(400, message);
}

/** The body of every error response: wrapped, without `details` (live), or flat (doc). */
export function errorBody(status: number, message: string, envelope: "flat" | "wrapped"): unknown {
  const error = {
    code: status,
    message,
    status: STATUS_WORDS[status] ?? (status < 500 ? "INVALID_ARGUMENT" : "INTERNAL"),
  };
  return envelope === "wrapped" ? { error } : { ...error, details: [] };
}

/** The body of an error response of the token endpoint. (live) */
export function oauthErrorBody(status: number, message: string): unknown {
  const error = { 400: "invalid_request", 401: "invalid_client" }[status] ?? "temporarily_unavailable";
  return { error, error_description: message };
}
