import type { OptionsOfTextResponseBody, RequestError, Response } from "got";
import { unlessStopped } from "../base/abort";
import { isNoMethod, readFailure } from "./api-message";
import { ONCE_IT_ANSWERS } from "./circuit-breaker";
import type { Deadline } from "./deadline";
import { type Explanation, failureOf } from "./failure";
import { agentsFor } from "./got-client";
import { type Reply, replyOf } from "./response";
import type { HttpRequest, Wiring } from "./send";

/** Longest response, in bytes, after decompression. */
const LONGEST_RESPONSE = 10 * 1024 * 1024;

/** After an interruption, how long to wait for the response to a write, in milliseconds: it tells what was created. */
const LAST_WORDS_MS = 3_000;

const isFutile = ({ response }: RequestError): boolean =>
  response !== undefined && isNoMethod(response.statusCode, readFailure(String(response.body ?? ""), []));

/** One request with its retries, up to a response or a SinchError. */
export class Exchange {
  private readonly what: string;
  private readonly abort = new AbortController();
  private readonly explanation: { -readonly [part in keyof Explanation]: Explanation[part] } = {};
  private isUnderWay = false;
  private free = (): void => undefined;

  /**
   * @param startedAt When the request came in, in milliseconds since the epoch.
   * @param isProbe Whether this is the single attempt made while the circuit is open.
   */
  constructor(
    private readonly wiring: Wiring,
    private readonly request: HttpRequest,
    private readonly deadline: Deadline,
    private readonly startedAt: number,
    private readonly isProbe: boolean,
  ) {
    this.what = `${request.method} ${request.path}`;
  }

  async run(): Promise<Reply> {
    const { stop, client, clock } = this.wiring;
    const ended = new AbortController();
    const breakOff = async (): Promise<void> => {
      const ms = this.request.method === "GET" ? 0 : LAST_WORDS_MS;
      if (this.isUnderWay && (await clock.sleep(ms, ended.signal))) this.abort.abort();
    };
    stop.addEventListener("abort", breakOff);
    try {
      await this.turn();
      const sent = client(this.request.url, this.options());
      sent.on("downloadProgress", ({ transferred }) => {
        if (transferred <= LONGEST_RESPONSE) return;
        this.explanation.unusable = "is over 10 MB and was not read to the end";
        this.abort.abort();
      });
      return replyOf(await sent, this.request);
    } catch (error) {
      if (!this.explanation.unusable && stop.aborted && this.abort.signal.aborted) {
        this.explanation.why = "the run was interrupted";
      }
      throw failureOf(error, this.request, this.explanation, this.wiring.words);
    } finally {
      this.free();
      stop.removeEventListener("abort", breakOff);
      ended.abort();
    }
  }

  private options(): OptionsOfTextResponseBody {
    const { method, url, headers, query, json, form, retry } = this.request;
    return {
      method,
      headers: { ...headers },
      ...(query && { searchParams: { ...query } }),
      ...(json !== undefined && { json }),
      ...(form && { form: { ...form } }),
      signal: this.abort.signal,
      retry: {
        ...(retry && { methods: [method] }),
        ...(retry?.statusCodes && { statusCodes: [...retry.statusCodes] }),
        ...(retry?.errorCodes && { errorCodes: [...retry.errorCodes] }),
        calculateDelay: ({ computedValue, retryAfter, error }) => this.untilNext(computedValue, retryAfter, error),
      },
      hooks: {
        beforeRequest: [
          (attempt) => {
            attempt.timeout = { request: this.deadline.attemptMs(method, this.isProbe) };
            attempt.agent = agentsFor(url, method === "GET", this.wiring.budget);
          },
        ],
        afterResponse: [(response) => this.noteSuccess(response)],
      },
    };
  }

  private noteSuccess(response: Response): Response {
    if (response.statusCode < 500 && response.statusCode !== 429) this.wiring.circuit.success();
    return response;
  }

  private async turn(): Promise<void> {
    const { rateLimit, stop } = this.wiring;
    const key = this.request.rateLimit;
    if (key !== undefined) this.free = await unlessStopped(stop, rateLimit.turn(key), this.what);
    this.isUnderWay = true;
  }

  /**
   * Milliseconds until the next attempt, 0 for none. Does the waiting itself, so that an interruption can cut it short.
   */
  private async untilNext(backoff: number, retryAfter: number | undefined, error: RequestError): Promise<number> {
    const { rateLimit, clock, circuit, stop } = this.wiring;
    this.isUnderWay = false;
    this.free();
    const status = error.response?.statusCode;
    if (status === 429 && this.request.rateLimit !== undefined) rateLimit.slowDown(this.request.rateLimit);
    if (isFutile(error)) return 0;
    if (this.isProbe) return this.end(`Tried once: ${circuit.reason}. ${ONCE_IT_ANSWERS}`);
    const wait = retryAfter ?? clock.random() * backoff;
    const left = this.deadline.left();
    if (wait >= left) {
      if (retryAfter !== undefined && retryAfter > 0) return this.end(this.askedToWait(retryAfter, left));
      if (this.deadline.retries) circuit.failure(this.startedAt, status === undefined ? error.code : `${status}`);
      return 0;
    }
    if (!(await clock.sleep(wait, stop, circuit.opened))) {
      return this.end(
        stop.aborted
          ? "The run was interrupted, so it was not retried"
          : `No more retries: ${circuit.reason}. ${ONCE_IT_ANSWERS}`,
      );
    }
    await this.turn();
    return 1;
  }

  /** Ends the attempts. @param note For the message. */
  private end(note: string): 0 {
    this.explanation.note = note;
    return 0;
  }

  private askedToWait(ms: number, leftMs: number): string {
    const seconds = (value: number): string => `${Math.max(0, Math.ceil(value / 1000))} s`;
    const timeLimit = this.deadline.option ?? this.wiring.words.timeLimit;
    return (
      `The service asks to wait ${seconds(ms)}, and ${seconds(leftMs)} are left of ${timeLimit}: ` +
      `run the command again later, or raise ${timeLimit}`
    );
  }
}
