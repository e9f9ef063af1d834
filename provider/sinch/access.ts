import { ApiError } from "../base/errors";

/**
 * Whether the service answered and refused the access key, or doesn't know the project: what a preview meets, `pulumi up` meets too. An
 * outage, or a host that isn't the service's, isn't that.
 */
export function isRefusedAccess(error: unknown): boolean {
  if (!(error instanceof ApiError)) return false;
  const { status, apiStatus, code } = error;
  if (code === "ERR_SINCH_KEY_REFUSED" || code === "ERR_SINCH_ACCESS_DENIED") return true;
  // Of a single resource it has a code of its own.
  return status === 404 && apiStatus === "NOT_FOUND" && code === "ERR_SINCH_API";
}
