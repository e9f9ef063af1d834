import type { FaultCall } from "../faults/fault-rule.js";

/** A parsed request. */
export interface Call extends FaultCall {
  /** The query as received. */
  rawQuery: string;
  query: URLSearchParams;
  authorization: string | undefined;
  contentType: string | undefined;
  /** The body as received; empty if there was none. */
  text: string;
  /** Why it couldn't be parsed as a request. */
  problem?: { status: number; message: string };
}

/** A response. */
export interface Answer {
  status: number;
  headers: Record<string, string>;
  /** The body's text. */
  text: string;
}

/** A response in JSON. */
export function jsonAnswer(status: number, body: unknown, headers: Record<string, string> = {}): Answer {
  return { status, headers: { "content-type": "application/json", ...headers }, text: JSON.stringify(body) };
}

/** The JSON value of a text, or `undefined` if it isn't JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
