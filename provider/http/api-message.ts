import { isObject } from "../base/values";
import { Redactor } from "./redactor";

/** What the API says of a failure. */
export interface Said {
  /** One line, secrets taken out, at most 500 characters. */
  readonly message: string | undefined;
  /** The status word, or OAuth2's word for the error. */
  readonly status: string | undefined;
  /** Whether the answer is JSON, as all of the API's are. */
  readonly isJson: boolean;
}

/** A message is cut after this many characters. */
const LONGEST_MESSAGE = 500;

/** Of a message no more is looked at: it can have 10 MB. */
const LONGEST_READ = 4_000;

/**
 * Reads both envelopes: `{ code, message, status }` and the same below `error`. OAuth2 says `error` and
 * `error_description`. An answer that isn't JSON says nothing that is worth showing.
 *
 * @param body
 *  The answer's body.
 * @param secrets
 *  What the message must not show.
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

/** Whether the API doesn't have the method on the path: the same request can't succeed later. Other 501s may. */
export const isNoMethod = (status: number, said: Said): boolean =>
  status === 501 && said.status === "UNIMPLEMENTED" && /^method not allowed\b/i.test(said.message ?? "");

/** @returns `undefined` for what isn't JSON. */
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
