import { type Got, HTTPError, type RequestPromise, type Response } from "got";
import { about, fail, failToken } from "./call-errors";
import type { Key, Location, Settings } from "./config";
import { SinchError } from "./errors";
import type { Tokens } from "./tokens";
import type { Wire } from "./wire";

/** One call of the API. */
export interface Call {
  readonly method: "GET" | "POST" | "PATCH" | "DELETE";
  readonly at: Location;
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: Wire;
}

/** An answer may be this long, in bytes. */
const LONGEST_ANSWER = 10 * 1024 * 1024;

/** Makes calls: authenticated, once more with a new token after a 401, and with errors of our own. */
export function createCaller(http: Got, settings: Settings, tokens: Tokens): (call: Call) => Promise<unknown> {
  return async (call) => {
    const { at } = call;
    const key = settings.keyOf(at.projectId);
    const base = settings.apiUrl(at.region);
    const send = async (token?: string): Promise<unknown> => {
      const abort = new AbortController();
      const request = http(`${base}${call.path}`, {
        method: call.method,
        ...(call.query ? { searchParams: call.query } : {}),
        ...(call.body ? { json: call.body } : {}),
        ...(token ? { headers: { authorization: `Bearer ${token}` } } : basic(key)),
        signal: abort.signal,
      }) as RequestPromise<Response<string>>;
      request.on("downloadProgress", ({ transferred }: { transferred: number }) => {
        if (transferred > LONGEST_ANSWER) abort.abort();
      });
      return parsed(await request, call);
    };
    if (settings.authMethod() === "basic") return send().catch((error) => fail(error, call, key));
    const authUrl = settings.authUrl(at.region);
    const token = await tokens.get(authUrl, key).catch((error) => failToken(error, authUrl, key));
    try {
      return await send(token);
    } catch (error) {
      if (!(error instanceof HTTPError && error.response.statusCode === 401)) return fail(error, call, key, token);
      const renewed = await tokens.get(authUrl, key, token).catch((e) => failToken(e, authUrl, key));
      return send(renewed).catch((again) => fail(again, call, key, renewed));
    }
  };
}

const basic = (key: Key): { username: string; password: string } => ({
  username: key.keyId,
  password: key.keySecret,
});

function parsed(response: Response<string>, call: Call): unknown {
  if (response.statusCode >= 300) {
    throw new SinchError(
      "ERR_SINCH_RESPONSE",
      `the answer is a redirect, which isn't followed (${about(call, response)})`,
    );
  }
  try {
    return response.body === "" && call.method === "DELETE" ? {} : JSON.parse(response.body);
  } catch {
    throw new SinchError("ERR_SINCH_RESPONSE", `the answer isn't JSON (${about(call, response)})`);
  }
}
