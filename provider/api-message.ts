import { type Fields, isObject } from "./leaves";
import { withoutSecrets } from "./quoted-secrets";
import { liftSecrets } from "./secrets";
import { fromWire, type Wire } from "./wire";

/** What the API says of a failure. */
export interface Said {
  /** One line, secrets taken out, at most 500 characters. */
  readonly message: string | undefined;
  /** The status word. */
  readonly status: string | undefined;
}

/** A message is cut after this many characters. */
const LONGEST_MESSAGE = 500;

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
  const failure = isObject(answer.error) ? answer.error : answer;
  const message = [failure.message, failure.error_description, failure.error].find(
    (value): value is string => typeof value === "string" && value !== "",
  );
  const { status } = failure;
  return {
    message: message === undefined ? undefined : oneLine(withoutSecrets(message, secrets)),
    status: typeof status === "string" && /^[A-Z_]{1,50}$/.test(status) ? status : undefined,
  };
}

function parsed(body: string): Readonly<Record<string, unknown>> {
  try {
    const answer: unknown = JSON.parse(body);
    return isObject(answer) ? answer : {};
  } catch {
    return {};
  }
}

/** Whether an answer's body is JSON, as all of the API's are. */
export function isJson(body: string): boolean {
  try {
    JSON.parse(body);
    return true;
  } catch {
    return false;
  }
}

function oneLine(text: string): string | undefined {
  const line = text.replace(/[\s\p{C}]+/gu, " ").trim();
  return (line.length > LONGEST_MESSAGE ? `${line.slice(0, LONGEST_MESSAGE)}…` : line) || undefined;
}

/** The secrets in the body of a request: an error message can quote them. */
export function secretsIn(body: Wire | undefined): string[] {
  return body ? textsIn(liftSecrets(fromWire(body) as Fields).secrets) : [];
}

function textsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
