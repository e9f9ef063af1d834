import { createHash } from "node:crypto";

const LONG_LIVED = /^IGLL[0-9a-f]{40}$/;

/**
 * The long-lived token that the service exchanges an Instagram token for; always the same for the same original. (doc
 * for the exchange; the form is the fake's)
 */
export function longLivedToken(original: string): string {
  return `IGLL${digest(original).slice(0, 40)}`;
}

/** The result of exchanging an Instagram token. */
export interface Exchange {
  /** The token that the service keeps. */
  token: string;
  /** The digest of an original that is now spent. */
  spent?: string;
  /** Whether the channel refuses it because its original was exchanged before. */
  refused: boolean;
}

/**
 * Exchanges an Instagram token on write.
 * @param sent the token in the request
 * @param spent digests of the originals that the app has exchanged
 */
export function exchange(sent: string, spent: readonly string[]): Exchange {
  if (LONG_LIVED.test(sent)) return { token: sent, refused: false };
  const original = digest(sent);
  if (spent.includes(original)) return { token: sent, refused: true };
  return { token: longLivedToken(sent), spent: original, refused: false };
}

function digest(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}
