import { ApiError } from "../base/errors";
import { TOKEN_PATH } from "./tokens";

/**
 * Whether the service answered and refused the access key, or doesn't know the project: what a preview meets, `pulumi up` meets too. An
 * outage, or a host that isn't the service's, isn't that.
 */
export function isRefusedAccess(error: unknown): boolean {
  if (!(error instanceof ApiError)) return false;
  const { status, path, apiStatus, code } = error;
  if (status === 400) return path === TOKEN_PATH;
  if (status === 401 || status === 403) return true;
  // Of a single resource it has a code of its own.
  return status === 404 && apiStatus === "NOT_FOUND" && code === "ERR_SINCH_API";
}
