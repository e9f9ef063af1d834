import { ApiError, SinchError } from "../../base/errors";
import { type Fields, leavesOf, leavesShown, sameLeaf, splitPath } from "../../model/leaves";
import { isExchanged, isSecret } from "../../model/resource-type";
import { isHidden } from "../../model/secrets";
import type { Wire } from "../../model/wire";

const WITHOUT_EFFECT =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|ENETUNREACH|EHOSTUNREACH|ERR_PROXY_|ERR_TLS|ERR_SSL|CERT|.*_CERT|UNABLE_TO)/;

/**
 * Refusals by which whoever stands in front of the service gives up a request that it may have passed on: gRPC's gateway says
 * either where a call was cancelled. Not 425, whose meaning is that nothing was processed.
 */
const GIVEN_UP_ON_THE_WAY: readonly number[] = [408, 499];

/** Whether the POST of an app that failed can have made it all the same. What failed before it, a token, say, can't. */
export function mayHaveWorked(error: unknown): boolean {
  if (!(error instanceof SinchError) || error.method !== "POST" || !error.path?.endsWith("/apps")) return false;
  if (error instanceof ApiError) return error.status >= 500 || GIVEN_UP_ON_THE_WAY.includes(error.status);
  if (error.code === "ERR_SINCH_RESPONSE") return true;
  const code = (error.cause as { code?: string } | undefined)?.code ?? "";
  return error.code === "ERR_SINCH_UNREACHABLE" && !WITHOUT_EFFECT.test(code);
}

/** Whether an app holds what was asked for, whatever its secrets are. */
export function holdsWhatWasAsked(app: Wire, desired: Fields): boolean {
  const shown = leavesShown(app);
  return [...leavesOf(desired)].every(([path, value]) => isSecret(splitPath(path)) || sameLeaf(shown.get(path), value));
}

/**
 * Whether an app shows another secret than was sent, and so is somebody else's: one that it leaves out or masks, and one that the
 * service exchanges, tell nothing.
 */
export function showsOtherSecrets(app: Wire, desired: Fields): boolean {
  const shown = leavesShown(app);
  return [...leavesOf(desired)].some(([path, value]) => {
    const names = splitPath(path);
    if (!isSecret(names) || isExchanged(names)) return false;
    const there = shown.get(path);
    return !sameLeaf(there, undefined) && !isHidden(path, there) && !sameLeaf(there, value);
  });
}
