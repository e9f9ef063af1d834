import { SinchError } from "../base/errors";
import { quotedValue } from "../base/printable";
import type { Found } from "./settings";

/** The regions that a resource can live in. */
export const REGIONS: readonly string[] = ["us", "eu", "br"];

/** Refuses an unknown region, since it becomes part of the host name that receives the access key. */
export function assertRegion(region: string): void {
  if (REGIONS.includes(region)) return;
  throw new SinchError(
    "ERR_SINCH_CONFIGURATION",
    `${quotedValue(region)} is not a region: it must be one of ${REGIONS.join(", ")}`,
  );
}

/** Whether a URL points to this machine. */
export function isLoopback(url: string): boolean {
  return /^(localhost|127(\.\d+){3}|\[::1\])$/.test(new URL(url).hostname);
}

/**
 * A URL that may receive the access key, without a trailing slash. It must be on `*.sinch.com` or loopback. The
 * environment may set any other host, over https only.
 *
 * @param found The URL, with `{region}` as the placeholder for the region.
 * @throws SinchError `ERR_SINCH_CONFIGURATION` that says what is wrong, without the URL itself.
 */
export function checkedUrl(found: Found, region: string): string {
  const refuse = (why: string): never => {
    throw new SinchError("ERR_SINCH_CONFIGURATION", `${found.from}: ${why}`);
  };
  const value = found.value.replaceAll("{region}", region);
  if (!URL.canParse(value)) {
    // A URL may contain a password.
    const not = /[@?#]/.test(value) ? "" : `, not ${found.shown}`;
    refuse(`must be a URL such as https://us.conversation.api.sinch.com${not}`);
  }
  const url = new URL(value);
  if (url.username || url.password) refuse("must not contain a user name or password");
  if (url.search || url.hash) refuse("must not contain a query or fragment");
  const here = isLoopback(value);
  if (url.protocol !== "https:" && !(here && url.protocol === "http:")) refuse("must be https, except on loopback");
  if (found.inConfig && !here && !/(^|\.)sinch\.com$/.test(url.hostname)) {
    refuse(
      "a host outside sinch.com would get the access key, so it can only be set in the environment " +
        "(SINCH_API_URL, SINCH_AUTH_URL), not in a file",
    );
  }
  return `${url.origin}${url.pathname}`.replace(/\/+$/, "");
}
