import { jsonOf } from "../http/response";
import { secretsIn } from "../http/api-message";
import { fail, type Hints, KEY_REFUSED } from "../http/failure";
import type { Key, Location, Settings } from "./settings";
import { ApiError, KEY_OF_ENGINE, messageOf, SinchError } from "../base/errors";
import type { Http } from "../http/send";
import { basic, secretsOf, type Token, type Tokens } from "./tokens";
import type { Wire } from "../model/wire";

/** One call of the API. */
export interface Call {
  readonly method: "GET" | "POST" | "PATCH" | "DELETE";
  readonly at: Location;
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: Wire;
  /** Milliseconds that it may take, if that is less than the configuration allows. */
  readonly withinMs?: number | undefined;
}

const HINTS: Hints = {
  401: KEY_REFUSED,
  403: "An access key reaches its own project only: check project id and key, and that the project has the Conversation API",
};

/** A POST is repeated only where it had no effect for certain. */
const WITHOUT_EFFECT = { methods: ["POST" as const], statusCodes: [429], errorCodes: ["ECONNREFUSED", "EAI_AGAIN"] };

/** What answers or fails as a whole: a project in a region. */
export const placeOf = (settings: Settings, at: Location): string => `${settings.apiUrl(at.region)} ${at.projectId}`;

function keyFor(settings: Settings, projectId: string): Key {
  try {
    return settings.keyOf(projectId);
  } catch (error) {
    throw new SinchError("ERR_SINCH_CONFIGURATION", `${messageOf(error)}. ${KEY_OF_ENGINE}`, { cause: error });
  }
}

/** Makes calls: authenticated, once more with a new token after a 401, and with errors of our own. */
export function createCaller(http: Http, settings: Settings, tokens: Tokens): (call: Call) => Promise<unknown> {
  return async (call) => {
    const { at, method, path, query, body } = call;
    const key = keyFor(settings, at.projectId);
    const url = new URL(`${settings.apiUrl(at.region)}${path}`);
    const about = {
      path,
      place: placeOf(settings, at),
      projectId: at.projectId,
      since: Date.now(),
      withinMs: call.withinMs,
    };

    const send = async (token?: Token): Promise<unknown> => {
      const options = {
        method,
        headers: { authorization: token ? `Bearer ${token.value}` : basic(key) },
        ...(query ? { searchParams: query } : {}),
        ...(body ? { json: body } : {}),
        ...(method === "POST" ? { retry: WITHOUT_EFFECT } : {}),
      };
      const answer = http.send(url, options, about);
      const secrets = [...secretsOf(key), ...(token ? [token.value] : []), ...secretsIn(body)];
      return jsonOf(await answer.catch((error) => fail(error, call, secrets, HINTS)), call);
    };

    if (settings.authMethod() === "basic") return send();
    const authUrl = settings.authUrl(at.region);
    const token = await tokens.get(authUrl, key, undefined, about.since);
    try {
      return await send(token);
    } catch (error) {
      if (!(error instanceof ApiError && error.status === 401)) throw error;
      return send(await tokens.get(authUrl, key, token, about.since));
    }
  };
}
