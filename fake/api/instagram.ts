import { createHash } from "node:crypto";

const LONG_LIVED = /^IGLL[0-9a-f]{40}$/;

/** The long-lived token that the service exchanges an Instagram token for: always the same for the same original. (doc that it exchanges; the form is the fake's) */
export function longLivedToken(original: string): string {
  return `IGLL${digest(original).slice(0, 40)}`;
}

/** What becomes of an Instagram token that a client sent. */
export interface Exchange {
  /** What the service keeps from then on. */
  token: string;
  /** The digest of an original that is spent from then on. */
  spent?: string;
  /** Whether the channel refuses it: the original of a token that was exchanged before. */
  refused: boolean;
}

/**
 * Exchanges an Instagram token on write.
 * @param sent the token in the request
 * @param spent digests of the originals that the app has exchanged before
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
