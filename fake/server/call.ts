import type { FaultCall } from "../faults/fault-rule.js";

/** A request, taken apart. */
export interface Call extends FaultCall {
  /** The query as received. */
  rawQuery: string;
  query: URLSearchParams;
  authorization: string | undefined;
  contentType: string | undefined;
  /** The body as received; empty if there was none. */
  text: string;
  /** Why it couldn't be read as a request at all. */
  problem?: { status: number; message: string };
}

/** What goes back. */
export interface Answer {
  status: number;
  headers: Record<string, string>;
  /** The body's text. */
  text: string;
}

/** An answer in JSON. */
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
