import type { RateLimitOptions, TokenLimitOptions } from "../options.js";
import { ApiError } from "./api-error.js";

/** Limits the requests of a project in any one second. (doc: 800 requests per second per project) */
export class ProjectLimit {
  readonly #accepted = new Map<string, number[]>();

  /** Counts a request, or refuses it with a 429. */
  take(projectId: string, now: number, { perSecond = 800, retryAfter = "none" }: RateLimitOptions): void {
    const times = this.#accepted.get(projectId) ?? [];
    this.#accepted.set(projectId, times);
    const recent = times.findIndex((time) => time > now - 1000);
    times.splice(0, recent < 0 ? times.length : recent);
    if (times.length < perSecond) {
      times.push(now);
      return;
    }
    const freeAt = (times[0] ?? now) + 1000;
    throw new ApiError(429, `more than ${perSecond} requests per second in project ${projectId}`, {
      ...(retryAfter === "seconds" && { "retry-after": String(Math.ceil((freeAt - now) / 1000)) }),
      // A date has whole seconds, so this is the first one after the limit has room again.
      ...(retryAfter === "date" && { "retry-after": new Date(freeAt + 999).toUTCString() }),
    });
  }
}

/** A token bucket. (sdk: capacity 30, refill 10/s, 429 without `Retry-After`) */
export class TokenBucket {
  #level: number | undefined;
  #at = 0;

  /** Takes one token, or refuses with a 429. */
  take(now: number, { capacity = 30, refillPerSecond = 10 }: TokenLimitOptions): void {
    const level = Math.min(capacity, (this.#level ?? capacity) + ((now - this.#at) / 1000) * refillPerSecond);
    this.#at = now;
    this.#level = level;
    if (level < 1) throw new ApiError(429, "too many token requests");
    this.#level = level - 1;
  }
}
