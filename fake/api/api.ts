import { showEmpty } from "../empty-values.js";
import type { Operation } from "../journal/journal.js";
import type { FakeBehaviour } from "../options.js";
import { type Answer, type Call, jsonAnswer, parseJson } from "../server/call.js";
import { ApiError, errorBody, invalidArgument, oauthErrorBody } from "./api-error.js";
import type { AppsService, Place } from "./apps-service.js";
import type { Keys } from "./keys.js";
import { ProjectLimit, TokenBucket } from "./rate-limits.js";
import { checkMaskParameter, MASK_PARAMETERS, readUpdateMask } from "./update-mask.js";
import type { WebhooksService } from "./webhooks-service.js";

/**
 * From a call to its response: authenticates, authorises and validates it, then runs the operation. Knows nothing about
 * connections.
 */
export class Api {
  readonly #projectLimit = new ProjectLimit();
  readonly #tokenBucket = new TokenBucket();

  constructor(
    private readonly apps: AppsService,
    private readonly webhooks: WebhooksService,
    private readonly keys: Keys,
    private readonly behaviour: FakeBehaviour,
    private readonly clock: () => number,
  ) {}

  /** Runs a call. Never throws: errors become responses. */
  answer(call: Call, lagMs = 0): Answer {
    try {
      if (call.operation === "token") return jsonAnswer(200, this.#token(call));
      return jsonAnswer(200, showEmpty(this.#operate(call, lagMs), this.behaviour.empty));
    } catch (error) {
      return this.errorAnswer(error, call.operation);
    }
  }

  /** The response to an error. One that the client didn't cause becomes a 500 without its text. */
  errorAnswer(error: unknown, operation?: Operation): Answer {
    const { envelope, empty } = this.behaviour;
    const { status, message, headers } = error instanceof ApiError ? error : new ApiError(500, "internal error");
    const body =
      operation === "token" ? oauthErrorBody(status, message) : showEmpty(errorBody(status, message, envelope), empty);
    return jsonAnswer(status, body, headers);
  }

  #token(call: Call): unknown {
    const { tokenLimit, tokenLifetimeSeconds } = this.behaviour;
    if (tokenLimit) this.#tokenBucket.take(this.clock(), tokenLimit === true ? {} : tokenLimit);
    if (mediaType(call) !== "application/x-www-form-urlencoded") {
      throw invalidArgument("Content-Type must be application/x-www-form-urlencoded");
    }
    if (new URLSearchParams(call.text).get("grant_type") !== "client_credentials") {
      throw invalidArgument("grant_type must be client_credentials");
    }
    const keyId = this.keys.authenticateBasic(call.authorization);
    return {
      access_token: this.keys.issueToken(keyId, this.clock(), tokenLifetimeSeconds),
      token_type: "bearer",
      expires_in: Math.ceil(tokenLifetimeSeconds),
      scope: "",
    };
  }

  #operate(call: Call, lagMs: number): unknown {
    const { operation, projectId, region, appId = "", webhookId = "", problem } = call;
    if (problem) throw new ApiError(problem.status, problem.message, { connection: "close" });
    if (operation === "unknown" || !projectId || !region) throw new ApiError(404, "unknown method or path");
    const keyId = this.keys.authenticate(call.authorization, this.clock());
    const { rateLimit, parentKeys } = this.behaviour;
    this.keys.authorize(keyId, projectId, parentKeys);
    if (rateLimit) this.#projectLimit.take(projectId, this.clock(), rateLimit === true ? {} : rateLimit);
    checkQuery(call);

    const place: Place = { projectId, region };
    const isWebhook = call.collection === "webhooks";
    const [service, id] = isWebhook ? [this.webhooks, webhookId] : [this.apps, appId];
    switch (operation) {
      case "list":
        return isWebhook ? this.webhooks.list(place, appId, lagMs) : this.apps.list(place, lagMs);
      case "get":
        return service.get(place, id);
      case "create":
        return service.create(place, readBody(call));
      case "update":
        return service.update(place, id, readBody(call), readUpdateMask(call.query));
      default:
        return service.delete(place, id);
    }
  }
}

// Ignoring a misspelt mask would turn a narrow update into a wide one. (inferred)
function checkQuery({ operation, query }: Call): void {
  const allowed = operation === "update" ? MASK_PARAMETERS : [];
  const stranger = [...query.keys()].find((name) => !allowed.includes(name));
  if (stranger !== undefined) throw invalidArgument(`unknown query parameter ${stranger.slice(0, 60)}`);
  checkMaskParameter(query);
}

function readBody(call: Call): unknown {
  if (mediaType(call) !== "application/json") throw invalidArgument("Content-Type must be application/json");
  const body = parseJson(call.text);
  if (body === undefined) throw invalidArgument("the body is not JSON");
  return body;
}

function mediaType({ contentType = "" }: Call): string | undefined {
  return contentType.split(";")[0]?.trim().toLowerCase();
}
