import type { Response } from "got";
import { type Asked, SinchError } from "../base/errors";

/** The id that the API gave a request; what doesn't look like one isn't shown. */
export function requestIdOf(response: Response): string | undefined {
  const id = response.headers["x-request-id"];
  return typeof id === "string" && /^[\w.:/+=-]{1,100}$/.test(id) ? id : undefined;
}

/**
 * The JSON of an answer.
 *
 * @throws SinchError `ERR_SINCH_RESPONSE` where it is a redirect, or no JSON. It isn't quoted.
 */
export function jsonOf(response: Response<string>, asked: Asked): unknown {
  if (response.statusCode >= 300) throw unusable("the answer is a redirect, which isn't followed", asked, response);
  if (response.body === "" && asked.method === "DELETE") return {};
  try {
    return JSON.parse(response.body);
  } catch {
    throw unusable("the answer isn't JSON", asked, response);
  }
}

/** An answer that is no failure and still can't be used. */
export function unusable(why: string, { method, path }: Asked, response?: Response): SinchError {
  const id = response && requestIdOf(response);
  const answer = response ? ` → ${response.statusCode}${id ? `, request ${id}` : ""}` : "";
  return new SinchError("ERR_SINCH_RESPONSE", `${why} (${method} ${path}${answer})`, { asked: { method, path } });
}
