import { isObject } from "../base/values";
import { Redactor } from "./redactor";

/** What the API's response says about a failure. */
export interface Said {
  /** One line, at most 500 characters, with secrets removed. */
  readonly message: string | undefined;
  /** The API's status, or OAuth2's error code. */
  readonly status: string | undefined;
  /** Whether the response is JSON, as all of the API's are. */
  readonly isJson: boolean;
}

/** Longest message, in characters. */
const LONGEST_MESSAGE = 500;

/** Longest part of a message that is read, in characters: a message can have 10 MB. */
const LONGEST_READ = 4_000;

/**
 * Reads both envelopes: `{ code, message, status }`, and the same below `error`. OAuth2 uses `error` and
 * `error_description`. A response that isn't JSON yields no message.
 *
 * @param body The response body.
 * @param secrets Secrets to remove from the message.
 */
export function readFailure(body: string, secrets: readonly string[]): Said {
  const answer = parsed(body);
  const outer = isObject(answer) ? answer : {};
  const failure = isObject(outer.error) ? outer.error : outer;
  const described = typeof outer.error_description === "string" && outer.error_description !== "";
  const message = [failure.message, failure.error_description, failure.error].find(
    (value): value is string => typeof value === "string" && value !== "",
  );
  const status = word(failure.status, /^[A-Z_]{1,50}$/) ?? (described && word(outer.error, /^[a-z_]{1,50}$/));
  const redactor = new Redactor(secrets);
  return {
    message: message === undefined ? undefined : oneLine(redactor.clean(message.slice(0, LONGEST_READ))),
    status: status ? redactor.clean(status) : undefined,
    isJson: answer !== undefined,
  };
}

const word = (value: unknown, form: RegExp): string | undefined =>
  typeof value === "string" && form.test(value) ? value : undefined;

/** Whether the API has no such method on this path, so that a retry can't succeed. Other 501s may pass. */
export const isNoMethod = (status: number, said: Said): boolean =>
  status === 501 && said.status === "UNIMPLEMENTED" && /^method not allowed\b/i.test(said.message ?? "");

/** @returns `undefined` if the text isn't JSON. */
function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

function oneLine(text: string): string | undefined {
  const line = text.replace(/[\s\p{C}]+/gu, " ").trim();
  return (line.length > LONGEST_MESSAGE ? `${line.slice(0, LONGEST_MESSAGE)}…` : line) || undefined;
}
