import { ApiError, mayHaveHadEffect, SinchError } from "../../base/errors";
import { sameLeaf, showsAsked } from "../../model/comparison";
import { type Leaves, leavesOf, splitPath } from "../../model/leaves";
import type { ResourceType } from "../../model/resource-type";
import { isHidden } from "../../model/secrets";
import type { Shown } from "../../model/wire";

const WITHOUT_EFFECT =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|ENETUNREACH|EHOSTUNREACH|ERR_PROXY_|ERR_TLS|ERR_SSL|CERT|.*_CERT|UNABLE_TO)/;

/**
 * Whether a failed POST may have created its resource. A failure before the POST, such as that of a token, can't.
 *
 * @param path Of the POST.
 */
export function mayHaveCreated(error: unknown, path: string): boolean {
  if (!(error instanceof SinchError) || error.method !== "POST" || error.path !== path) return false;
  const code = (error.cause as { code?: string } | undefined)?.code ?? "";
  return mayHaveHadEffect(error.code) && !(error.code === "ERR_SINCH_UNREACHABLE" && WITHOUT_EFFECT.test(code));
}

/**
 * Whether the service may have refused a POST because its resource exists, perhaps created by an earlier attempt in
 * transit.
 */
export const isDuplicate = ({ definition }: ResourceType, error: unknown, path: string): boolean =>
  definition.unique !== undefined &&
  error instanceof ApiError &&
  [400, 409].includes(error.status) &&
  error.method === "POST" &&
  error.path === path;

/** Whether a resource matches the request, secrets aside. */
export function holdsWhatWasAsked(type: ResourceType, resource: Shown, desired: Leaves): boolean {
  const shown = leavesOf(type, resource);
  return [...desired].every(
    ([path, value]) => type.isSecret(splitPath(path)) || showsAsked(type, path, value, shown.get(path)),
  );
}

/**
 * Whether a resource shows a secret other than the one sent, and so belongs to somebody else. Omitted, masked and
 * exchanged secrets prove nothing.
 */
export function showsOtherSecrets(type: ResourceType, resource: Shown, desired: Leaves): boolean {
  const shown = leavesOf(type, resource);
  return [...desired].some(([path, value]) => {
    const names = splitPath(path);
    if (!type.isSecret(names) || type.isExchanged(names)) return false;
    const there = shown.get(path);
    return !sameLeaf(there, undefined) && !isHidden(type, path, there) && !sameLeaf(there, value);
  });
}
