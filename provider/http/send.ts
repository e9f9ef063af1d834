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

/** A request, with what decides how often and how long it is tried, and what its errors say. */
export interface HttpRequest {
  readonly method: "GET" | "POST" | "PATCH" | "DELETE";
  readonly url: URL;
  /** The path as messages have it. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>> | undefined;
  /** A body as JSON. */
  readonly json?: unknown;
  /** A body as a form. */
  readonly form?: Readonly<Record<string, string>>;
  /** What is retried, for a method that is otherwise sent once. */
  readonly retry?: {
    readonly statusCodes?: readonly number[];
    readonly errorCodes?: readonly string[];
  };
  /** What answers or fails as a whole: a token endpoint, or a project in a region. */
  readonly circuit: string;
  /** Whose limit of requests counts. @default none */
  readonly rateLimit?: string;
  /** @default one that begins now, as long as the time budget */
  readonly deadline?: Deadline;
  /** What messages must not show. */
  readonly secrets: readonly string[];
  /** What the user can do about a refusal, by its status word, or by its status. */
  readonly hints: Readonly<Record<string, string>>;
  /** The codes of its errors, by status. @default by what the status says */
  readonly codes?: Readonly<Record<number, ErrorCode>>;
}

/** What an exchange works with. */
export interface Wiring {
  readonly client: Got;
  readonly budget: TimeBudget;
  readonly clock: Clock;
  readonly rateLimit: RateLimit;
  readonly stop: AbortSignal;
  readonly words: Words;
  readonly circuit: Circuit;
}

/** What messages call the settings that this room doesn't know. */
export interface Words {
  /** The setting of the time budget. */
  readonly timeLimit: string;
  /** What to look at if another host responds. */
  readonly hosts: string;
}

export interface HttpOptions {
  readonly budget: TimeBudget;
  readonly words: Words;
  /** Comes when the run is interrupted: nothing is sent any more. */
  readonly stop?: AbortSignal;
  readonly clock?: Clock;
  /** Told of each response, of a failure as well. */
  readonly onResponse?: (headers: Readonly<Record<string, unknown>>) => void;
}

/** The HTTP client under all calls. */
export interface Http {
  /** Sends a request, and retries it as its method allows. @throws SinchError */
  send(request: HttpRequest): Promise<Reply>;
  /**
   * One deadline for several requests, a call and its token.
   *
   * @param withinMs
   *  Milliseconds, if less than the budget.
   * @param changes
   *  What of the budget is otherwise for these.
   */
  deadline(withinMs?: number, changes?: Partial<TimeBudget>): Deadline;
  /** Whether a circuit is open, so that it had better be tried with something harmless. */
  isOpen(circuit: string): boolean;
}

/** Requests with time limits, retries with full jitter, a rate limit, a circuit breaker, and an end at an interruption. */
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
