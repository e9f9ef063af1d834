import { ApiError, type ErrorCode, messageOf, SinchError } from "../base/errors";
import type { Reply } from "../http/response";
import type { Http } from "../http/send";
import type { Location } from "../model/state";
import type { Key, Settings } from "./settings";
import { basic, keyRefused, secretsOf, type Token, type Tokens } from "./tokens";

/** One call of the API. */
export interface Call {
  readonly method: "GET" | "POST" | "PATCH" | "DELETE";
  readonly at: Location;
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** The secrets in the body, which an error message can quote. */
  readonly secrets?: readonly string[];
  /** Error codes of refusals, by HTTP status. */
  readonly codes?: Readonly<Record<number, ErrorCode>>;
  /** What the user can do about refusals, by HTTP status. */
  readonly hints?: Readonly<Record<number, string>>;
  /** Milliseconds for the call, if less than the configuration allows. */
  readonly withinMs?: number | undefined;
  /** A time limit of the resource, which overrides the configured one. */
  readonly limit?: Limit | undefined;
}

/** How long the operation of a call may continue. */
export interface Limit {
  /** Milliseconds left; none if not above 0. */
  leftMs(): number;
  /** What set it, for messages. */
  readonly option: string;
}

const hintsFor = (key: Key): Readonly<Record<string, string>> => ({
  401: keyRefused(key),
  403: "An access key reaches its own project only: check project id and key, and that the project has the Conversation API",
  UNAUTHORIZED:
    "The service knows the key but doesn't allow the project to do this: check in the Sinch dashboard that the account is active and has the Conversation API",
  BILLING_CREDIT_LIMIT_BREACHED:
    "The credit limit of the Sinch account is reached: top it up, or have it raised, and run the command again. Key and project are right",
});

/** A POST is retried only if it certainly had no effect. */
const WITHOUT_EFFECT = { statusCodes: [429], errorCodes: ["ECONNREFUSED", "EAI_AGAIN"] };

/** The circuit: a project in a region, which fails as a unit. */
export const circuitOf = (settings: Settings, at: Location): string => `${settings.apiUrl(at.region)} ${at.projectId}`;

function keyFor(settings: Settings, projectId: string): Key {
  try {
    return settings.keyOf(projectId);
  } catch (error) {
    throw new SinchError("ERR_SINCH_KEY_MISSING", messageOf(error), { cause: error });
  }
}

/** Makes authenticated calls, repeated once with a new token after a 401. @throws SinchError */
export function createCaller(http: Http, settings: Settings, tokens: Tokens): (call: Call) => Promise<Reply> {
  return async (call) => {
    const { at, method, path, query, body } = call;
    const key = keyFor(settings, at.projectId);
    const { limit } = call;
    const deadline = http.deadline(call.withinMs, limit && { totalMs: limit.leftMs(), option: limit.option });
    const send = (token?: Token): Promise<Reply> =>
      http.send({
        method,
        url: new URL(`${settings.apiUrl(at.region)}${path}`),
        path,
        headers: { authorization: token ? `Bearer ${token.value}` : basic(key) },
        query,
        json: body,
        ...(method === "POST" && { retry: WITHOUT_EFFECT }),
        circuit: circuitOf(settings, at),
        rateLimit: at.projectId,
        deadline,
        secrets: [...secretsOf(key), ...(token ? [token.value] : []), ...(call.secrets ?? [])],
        hints: { ...call.hints, ...hintsFor(key) },
        codes: { 401: "ERR_SINCH_KEY_REFUSED", ...call.codes },
      });

    if (settings.authMethod() === "basic") return send();
    const authUrl = settings.authUrl(at.region);
    const token = await tokens.get(authUrl, key, { deadline });
    try {
      return await send(token);
    } catch (error) {
      if (!(error instanceof ApiError && error.status === 401)) throw error;
      return send(await tokens.get(authUrl, key, { deadline, refused: token }));
    }
  };
}
