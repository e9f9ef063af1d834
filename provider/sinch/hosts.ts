import { SinchError } from "../base/errors";
import { quotedValue } from "../base/printable";
import type { Found } from "./settings";

/** The regions that a resource can live in. */
export const REGIONS: readonly string[] = ["us", "eu", "br"];

/** Refuses what is no region: it becomes part of the name of the host that gets the access key. */
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
 * A URL that may get the access key, without a slash at its end: of `*.sinch.com` or loopback, of another host only by
 * the environment, and over https.
 *
 * @param found
 *  The URL, with `{region}` where the region belongs.
 * @throws SinchError `ERR_SINCH_CONFIGURATION` that says what is wrong, without the URL itself.
 */
export function checkedUrl(found: Found, region: string): string {
  const refuse = (why: string): never => {
    throw new SinchError("ERR_SINCH_CONFIGURATION", `${found.from}: ${why}`);
  };
  const value = found.value.replaceAll("{region}", region);
  if (!URL.canParse(value)) {
    // A URL may hold a password.
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
