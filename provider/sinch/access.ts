import { ApiError } from "../base/errors";

/**
 * Whether the service refused the access key, or doesn't know the project: `pulumi up` will fail like the preview.
 * Outages and wrong hosts don't count.
 */
export function isRefusedAccess(error: unknown): boolean {
  if (!(error instanceof ApiError)) return false;
  const { status, apiStatus, code } = error;
  if (code === "ERR_SINCH_KEY_REFUSED" || code === "ERR_SINCH_ACCESS_DENIED") return true;
  // A single missing resource has its own code.
  return status === 404 && apiStatus === "NOT_FOUND" && code === "ERR_SINCH_API";
}
