import { jsonOf, unusable } from "../http/response";
import { fail, KEY_REFUSED } from "../http/failure";
import type { Key } from "./settings";
import type { Asked } from "../base/errors";
import type { Http } from "../http/send";
import { isObject } from "../model/leaves";

/** An access token and when it stops being used. */
export interface Token {
  readonly value: string;
  /** Milliseconds since the epoch. */
  readonly renewAt: number;
}

/** Hands out access tokens: one for all calls with a key, one renewal in flight. */
export interface Tokens {
  /**
   * @param refused
   *  A token that the API refused; it isn't handed out again.
   * @param since
   *  When the call began that needs it, in milliseconds since the epoch.
   * @throws ApiError where the key is refused, SinchError where there is no token to be had.
   */
  get(authUrl: string, key: Key, refused?: Token, since?: number): Promise<Token>;
}

/** A token is renewed this long before it ends. */
const RENEW_BEFORE_MS = 60_000;

/** How long a token lasts whose answer doesn't say so. (doc) */
const USUAL_LIFETIME_MS = 3_600_000;

/**
 * OAuth2 client credentials.
 *
 * @param http
 *  The client that the calls are made with.
 * @param now
 *  The clock, in milliseconds since the epoch.
 */
export function createTokens(http: Http, now: () => number = Date.now): Tokens {
  const tokens = new Map<string, Promise<Token>>();

  async function fetchToken(authUrl: string, key: Key, began?: number): Promise<Token> {
    const url = new URL(`${authUrl}/oauth2/token`);
    const asked: Asked = { method: "POST", path: url.pathname };
    const since = now();
    const response = await http
      .send(
        url,
        {
          method: "POST",
          headers: { authorization: basic(key) },
          form: { grant_type: "client_credentials" },
          retry: { methods: ["POST"] },
        },
        { path: asked.path, place: authUrl, ...(began === undefined ? {} : { since: began }) },
      )
      .catch((error) => fail(error, asked, secretsOf(key), { 400: KEY_REFUSED, 401: KEY_REFUSED }));
    const answer = jsonOf(response, asked);
    const { access_token: value, expires_in: seconds } = isObject(answer) ? answer : {};
    if (typeof value !== "string" || !/^[\x21-\x7e]+$/.test(value)) {
      throw unusable("the answer holds no access token", asked, response);
    }
    const lifetime = typeof seconds === "number" && seconds > 0 ? seconds * 1000 : USUAL_LIFETIME_MS;
    return { value, renewAt: since + Math.max(lifetime - RENEW_BEFORE_MS, lifetime / 2) };
  }

  return {
    async get(authUrl, key, refused, began) {
      const slot = JSON.stringify([authUrl, key.keyId, key.keySecret]);
      const present = tokens.get(slot);
      if (present) {
        const token = await present;
        if (token !== refused && now() < token.renewAt) return token;
        // Somebody else has renewed it meanwhile.
        if (tokens.get(slot) !== present) return this.get(authUrl, key, refused, began);
      }
      const renewed = fetchToken(authUrl, key, began);
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

/** What of a key a message must not show. */
export const secretsOf = (key: Key): string[] => [key.keySecret, encoded(key)];
