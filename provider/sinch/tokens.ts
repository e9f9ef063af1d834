import type { Asked } from "../base/errors";
import { blanksAround } from "../base/printable";
import { isObject } from "../base/values";
import type { Deadline } from "../http/deadline";
import { unusable } from "../http/response";
import type { Http } from "../http/send";
import type { Key } from "./settings";

/** What the user can do about a refused access key. */
export function keyRefused({ keyId, keySecret }: Key): string {
  const parts = { id: keyId, secret: keySecret };
  const blanks = Object.entries(parts).flatMap(([part, value]) => {
    const around = blanksAround(value);
    return around ? `its ${part} ${around}` : [];
  });
  return `The API refuses the access key${blanks.length > 0 ? `: ${blanks.join(", ")}` : ""}`;
}

/** An access token and when to renew it. */
export interface Token {
  readonly value: string;
  /** Milliseconds since the epoch. */
  readonly renewAt: number;
}

interface TokenOptions {
  readonly refused?: Token;
  readonly deadline?: Deadline;
}

/** Provides access tokens: one per key for all calls, with a single renewal in flight. */
export interface Tokens {
  /**
   * @param options `refused`: a token that the API refused; it isn't returned again. `deadline`: that of the calling
   * request.
   * @throws ApiError if the key is refused, SinchError if no token can be obtained.
   */
  get(authUrl: string, key: Key, options?: TokenOptions): Promise<Token>;
}

/** How long before its expiry a token is renewed, in milliseconds. */
const RENEW_BEFORE_MS = 60_000;

/** Lifetime of a token if the response doesn't say, in milliseconds. (doc) */
const USUAL_LIFETIME_MS = 3_600_000;

/**
 * OAuth2 client credentials.
 *
 * @param http The client that calls use.
 * @param now The clock, in milliseconds since the epoch.
 */
export function createTokens(http: Http, now: () => number = Date.now): Tokens {
  const tokens = new Map<string, Promise<Token>>();

  async function fetchToken(authUrl: string, key: Key, deadline?: Deadline): Promise<Token> {
    const url = new URL(`${authUrl}/oauth2/token`);
    const asked: Asked = { method: "POST", path: url.pathname };
    const since = now();
    const { json, origin } = await http.send({
      method: "POST",
      url,
      path: asked.path,
      headers: { authorization: basic(key) },
      form: { grant_type: "client_credentials" },
      retry: {},
      circuit: authUrl,
      ...(deadline && { deadline }),
      secrets: secretsOf(key),
      hints: { 400: keyRefused(key), 401: keyRefused(key) },
      codes: { 400: "ERR_SINCH_KEY_REFUSED", 401: "ERR_SINCH_KEY_REFUSED" },
    });
    const { access_token: value, expires_in: seconds } = isObject(json) ? json : {};
    if (typeof value !== "string" || !/^[\x21-\x7e]+$/.test(value)) {
      throw unusable("the response has no access token", asked, origin);
    }
    const lifetime = typeof seconds === "number" && seconds > 0 ? seconds * 1000 : USUAL_LIFETIME_MS;
    return { value, renewAt: since + Math.max(lifetime - RENEW_BEFORE_MS, lifetime / 2) };
  }

  return {
    async get(authUrl, key, options = {}) {
      const slot = JSON.stringify([authUrl, key.keyId, key.keySecret]);
      const present = tokens.get(slot);
      if (present) {
        const token = await present;
        if (token !== options.refused && now() < token.renewAt) return token;
        // Another caller has renewed it already.
        if (tokens.get(slot) !== present) return this.get(authUrl, key, options);
      }
      const renewed = fetchToken(authUrl, key, options.deadline);
      tokens.set(slot, renewed);
      try {
        return await renewed;
      } catch (error) {
        if (tokens.get(slot) === renewed) tokens.delete(slot);
        throw error;
      }
    },
  };
}

const encoded = ({ keyId, keySecret }: Key): string => Buffer.from(`${keyId}:${keySecret}`).toString("base64");

/** A key as HTTP Basic. */
export const basic = (key: Key): string => `Basic ${encoded(key)}`;

/** The parts of a key that a message must not show. */
export const secretsOf = (key: Key): string[] => [key.keySecret, encoded(key)];
