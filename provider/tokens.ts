import type { Got } from "got";
import type { Key } from "./config";

/** A token and when it stops being used. */
interface Token {
  readonly value: string;
  /** Milliseconds since the epoch. */
  readonly renewAt: number;
}

/** Hands out access tokens: one for all calls with a key, one renewal in flight. */
export interface Tokens {
  /**
   * @param used
   *  A token that the API refused; it isn't handed out again.
   */
  get(authUrl: string, key: Key, used?: string): Promise<string>;
}

/** A token is renewed this long before it ends. */
const RENEW_BEFORE_MS = 60_000;

/**
 * OAuth2 client credentials.
 *
 * @param http
 *  The client that the calls are made with. Its errors come out as they are.
 * @param now
 *  The clock, in milliseconds since the epoch.
 */
export function createTokens(http: Got, now: () => number = Date.now): Tokens {
  const tokens = new Map<string, Promise<Token>>();

  async function fetchToken(authUrl: string, key: Key): Promise<Token> {
    const asked = now();
    const answer = await http.post(`${authUrl}/oauth2/token`, {
      username: key.keyId,
      password: key.keySecret,
      form: { grant_type: "client_credentials" },
      retry: { methods: ["POST"] },
    });
    const { access_token: value, expires_in: seconds } = JSON.parse(answer.body) as Record<string, unknown>;
    if (typeof value !== "string" || value === "") throw new SyntaxError("no access_token");
    const lifetime = typeof seconds === "number" && seconds > 0 ? seconds * 1000 : 3_600_000;
    return { value, renewAt: asked + Math.max(lifetime - RENEW_BEFORE_MS, lifetime / 2) };
  }

  return {
    async get(authUrl, key, used) {
      const slot = `${authUrl}\0${key.keyId}\0${key.keySecret}`;
      const present = tokens.get(slot);
      if (present) {
        const token = await present;
        if (token.value !== used && now() < token.renewAt) return token.value;
        if (tokens.get(slot) !== present) return this.get(authUrl, key, used);
      }
      const renewed = fetchToken(authUrl, key);
      tokens.set(slot, renewed);
      try {
        return (await renewed).value;
      } catch (error) {
        if (tokens.get(slot) === renewed) tokens.delete(slot);
        throw error;
      }
    },
  };
}
