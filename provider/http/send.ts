import type { Got } from "got";
import { NEVER, unlessStopped } from "../base/abort";
import type { ErrorCode } from "../base/errors";
import { type Circuit, createCircuits } from "./circuit-breaker";
import { type Clock, systemClock } from "./clock";
import { Deadline, type TimeBudget } from "./deadline";
import { Exchange } from "./exchange";
import { createGot } from "./got-client";
import { createRateLimit, type RateLimit } from "./rate-limit";
import type { Reply } from "./response";

/** A request, with its retries and time limits, and what its errors say. */
export interface HttpRequest {
  readonly method: "GET" | "POST" | "PATCH" | "DELETE";
  readonly url: URL;
  /** The path for messages. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>> | undefined;
  /** Body, sent as JSON. */
  readonly json?: unknown;
  /** Body, sent as a form. */
  readonly form?: Readonly<Record<string, string>>;
  /** What to retry, for a method that is normally sent once. */
  readonly retry?: {
    readonly statusCodes?: readonly number[];
    readonly errorCodes?: readonly string[];
  };
  /** The circuit: what fails as a unit, such as a token endpoint, or a project in a region. */
  readonly circuit: string;
  /** The key of the rate limit. @default none */
  readonly rateLimit?: string;
  /** @default a full time budget from now */
  readonly deadline?: Deadline;
  /** Secrets to remove from messages. */
  readonly secrets: readonly string[];
  /** What the user can do about a refusal, by API status or HTTP status. */
  readonly hints: Readonly<Record<string, string>>;
  /** Error codes by HTTP status. @default derived from the status */
  readonly codes?: Readonly<Record<number, ErrorCode>>;
}

/** The dependencies of an exchange. */
export interface Wiring {
  readonly client: Got;
  readonly budget: TimeBudget;
  readonly clock: Clock;
  readonly rateLimit: RateLimit;
  readonly stop: AbortSignal;
  readonly words: Words;
  readonly circuit: Circuit;
}

/** Names for settings that this room doesn't know, for messages. */
export interface Words {
  /** The setting for the time budget. */
  readonly timeLimit: string;
  /** What to check if another host responds. */
  readonly hosts: string;
}

export interface HttpOptions {
  readonly budget: TimeBudget;
  readonly words: Words;
  /** Fires when the run is interrupted; nothing is sent afterwards. */
  readonly stop?: AbortSignal;
  readonly clock?: Clock;
  /** Called for each response, including failures. */
  readonly onResponse?: (headers: Readonly<Record<string, unknown>>) => void;
}

/** The HTTP client that all calls use. */
export interface Http {
  /** Sends a request with the retries that its method allows. @throws SinchError */
  send(request: HttpRequest): Promise<Reply>;
  /**
   * One deadline for several requests, such as a call and its token.
   *
   * @param withinMs Milliseconds, if less than the budget.
   * @param changes Overrides of the time budget.
   */
  deadline(withinMs?: number, changes?: Partial<TimeBudget>): Deadline;
  /** Whether a circuit is open, so that a harmless request should go first. */
  isOpen(circuit: string): boolean;
}

/**
 * HTTP with time limits, retries with full jitter, a rate limit, a circuit breaker, and cancellation on interruption.
 */
export function createHttp(options: HttpOptions): Http {
  const { budget, words, stop = NEVER, clock = systemClock, onResponse } = options;
  const circuitOf = createCircuits(clock);
  const rateLimit = createRateLimit(clock);
  const client = createGot(budget, onResponse);
  const deadline: Http["deadline"] = (withinMs, changes) => new Deadline({ ...budget, ...changes }, clock, withinMs);
  return {
    deadline,
    isOpen: (circuit) => circuitOf(circuit).isOpen,
    async send(request) {
      const circuit = circuitOf(request.circuit);
      const what = `${request.method} ${request.path}`;
      const enteredAt = clock.now();
      const until = request.deadline ?? deadline();
      const probe = await unlessStopped(stop, circuit.enter(what), what);
      const wiring = { client, budget, clock, rateLimit, stop, words, circuit };
      const exchange = new Exchange(wiring, request, until, enteredAt, probe !== undefined);
      return exchange.run().finally(() => probe?.end());
    },
  };
}
