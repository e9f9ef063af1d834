import { unusable } from "../http/response";
import type { Call } from "./call";
import type { Location, Settings } from "./settings";
import { ApiError, SinchError } from "../base/errors";
import { isObject } from "../model/leaves";
import type { Patience } from "../http/time-budget";
import type { Sending } from "./transport";
import { NEVER } from "../base/abort";
import type { Wire } from "../model/wire";

/** The five calls of the Apps API. */
export interface AppsClient {
  /**
   * All apps of a project in a region.
   *
   * @param withinMs
   *  Milliseconds that it may take, if that is less than the configuration allows.
   */
  list(at: Location, withinMs?: number): Promise<readonly Wire[]>;
  /** One app. @throws ApiError with status 404 where it isn't there. */
  get(at: Location, id: string): Promise<Wire>;
  /** Makes an app. Never sent twice. */
  create(at: Location, body: Wire): Promise<Wire>;
  /** Changes exactly the fields that the mask names. */
  update(at: Location, id: string, updateMask: readonly string[], body: Wire): Promise<Wire>;
  /** Deletes an app. @throws ApiError with status 404 where it isn't there. */
  delete(at: Location, id: string): Promise<void>;
  /** Comes when the run is interrupted: nothing is sent any more. */
  readonly stop: AbortSignal;
}

/**
 * A client for the Apps API, with the stack's configuration. Nothing is looked up before the first call.
 *
 * @param settings
 *  Keys, hosts, and how to authenticate.
 * @param patience
 *  Time limits and repetition; default as the configuration says.
 * @param stop
 *  Comes when the run is interrupted.
 */
export function createClient(settings: Settings, patience?: Patience, stop: AbortSignal = NEVER): AppsClient {
  let made: Sending | undefined;
  const sending = async (): Promise<Sending> => {
    const { createSending } = await import("./transport.js");
    made ??= createSending(settings, patience, stop);
    return made;
  };
  const call = async (request: Call): Promise<unknown> => (await sending()).send(request);
  const app = (method: Call["method"], at: Location, id?: string): Call => ({
    method,
    at,
    path: `/v1/projects/${segment(at.projectId, "a project id")}/apps${id === undefined ? "" : `/${segment(id, "an app id")}`}`,
  });
  const one = async (request: Call, id?: string): Promise<Wire> => {
    const wire = checkedApp(await call(request), request);
    if (id === undefined || wire.id === id) return wire;
    throw unusable("the answer holds another app than was asked for", request);
  };
  const list = async (at: Location, withinMs?: number): Promise<readonly Wire[]> => {
    const request = { ...app("GET", at), withinMs };
    const answer = await call(request);
    const apps = isObject(answer) ? answer.apps : undefined;
    if (!Array.isArray(apps)) throw unusable("the answer holds no list of apps", request);
    return apps.map((wire) => checkedApp(wire, request));
  };
  return {
    stop,
    list,
    get: async (at, id) => one(app("GET", at, id), id),
    async create(at, body) {
      // In an outage, what can be asked again is sent first: the answer to a POST is too dear to lose.
      if ((await sending()).isOut(at)) await list(at);
      return one({ ...app("POST", at), body });
    },
    update: async (at, id, updateMask, body) =>
      one({ ...app("PATCH", at, id), body, query: { update_mask: updateMask.join(",") } }, id),
    async delete(at, id) {
      await call(app("DELETE", at, id));
    },
  };
}

function checkedApp(value: unknown, request: Call): Wire {
  if (isObject(value) && typeof value.id === "string" && value.id !== "") return value;
  throw unusable("the answer holds no app", request);
}

/** A value as one segment of a path, which it can't leave. */
function segment(value: string, what: string): string {
  if (/^[^/\\?#%\s]+$/.test(value) && !/^\.+$/.test(value)) return encodeURIComponent(value);
  throw new SinchError("ERR_SINCH_CONFIGURATION", `${JSON.stringify(value)} can't be ${what}`);
}

/** Whether an error says that an app isn't there. A token endpoint or a LIST that isn't there says nothing of an app. */
export function isNotFound(error: unknown): boolean {
  return error instanceof ApiError && error.status === 404 && /\/apps\/[^/]+$/.test(error.path);
}
