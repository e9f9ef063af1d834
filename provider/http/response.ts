import type { Response } from "got";
import { type Asked, SinchError } from "../base/errors";

/** The API's ID for a request; `undefined` unless it looks like one. */
export function requestIdOf(response: Response): string | undefined {
  const id = response.headers["x-request-id"];
  return typeof id === "string" && /^[\w.:/+=-]{1,100}$/.test(id) ? id : undefined;
}

/** A usable response. */
export interface Reply {
  readonly json: unknown;
  /** Its origin for messages: ` → 200, request 7f3a`. */
  readonly origin: string;
}

/**
 * Reads a response.
 *
 * @throws SinchError `ERR_SINCH_RESPONSE` if it redirects or isn't JSON. The body isn't quoted.
 */
export function replyOf(response: Response<string>, asked: Asked): Reply {
  const id = requestIdOf(response);
  const origin = ` → ${response.statusCode}${id ? `, request ${id}` : ""}`;
  if (response.statusCode >= 300) throw unusable("the response is a redirect, which isn't followed", asked, origin);
  if (response.body === "" && asked.method === "DELETE") return { json: {}, origin };
  try {
    return { json: JSON.parse(response.body), origin };
  } catch {
    throw unusable("the response isn't JSON", asked, origin);
  }
}

/** A response that isn't a failure but can't be used. */
export function unusable(why: string, { method, path }: Asked, origin = ""): SinchError {
  return new SinchError("ERR_SINCH_RESPONSE", `${why} (${method} ${path}${origin})`, { asked: { method, path } });
}
