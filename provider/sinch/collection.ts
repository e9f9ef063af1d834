import { SinchError } from "../base/errors";
import { quotedValue, withArticle } from "../base/printable";
import { type Reply, unusable } from "../http/response";
import type { Fields } from "../model/leaves";
import type { Patch } from "../model/patch";
import type { ResourceType } from "../model/resource-type";
import { textsIn } from "../model/secrets";
import type { Location } from "../model/state";
import { type Shown, toWire, updateMaskOf } from "../model/wire";
import type { Call, Limit } from "./call";
import { itemsIn, resourceIn } from "./responses";
import { isSegment } from "./segment";
import type { Transport } from "./transport";

/** The resources of one type at the service: five calls, in the program's names. */
export interface Collection {
  readonly type: ResourceType;
  /** For messages and errors. */
  path(at: Location): string;
  /**
   * All resources of a project in a region; for a type with a parent, those of one parent.
   *
   * @param withinMs Milliseconds for the call, if less than the configuration allows.
   */
  list(at: Location, withinMs?: number): Promise<readonly Shown[]>;
  /** One resource. @throws ApiError with status 404 if it doesn't exist. */
  get(at: Location, id: string): Promise<Shown>;
  /** Creates a resource. Never sent twice. */
  create(at: Location, fields: Fields): Promise<Shown>;
  /**
   * Changes exactly the fields of the patch. @param before The known previous fields: a refusal may quote their
   * secrets.
   */
  update(at: Location, id: string, patch: Patch, before?: Fields): Promise<Shown>;
  /** Deletes a resource. @throws ApiError with status 404 if it doesn't exist. */
  delete(at: Location, id: string): Promise<void>;
  /** The same collection within another time limit. */
  within(limit: Limit): Collection;
  /** Fires when the run is interrupted; nothing is sent afterwards. */
  readonly stop: AbortSignal;
}

/** Reads no settings before the first call. */
export function createCollection(type: ResourceType, transport: Transport, limit?: Limit): Collection {
  const { definition } = type;
  const call = async (request: Call): Promise<Reply> => (await transport.open()).send({ ...request, limit });
  const to = (method: Call["method"], at: Location, id?: string): Call => {
    const isList = method === "GET" && id === undefined;
    const path = (isList && definition.listPath?.(at)) || definition.path(at);
    const names = [...path, ...(id === undefined ? [] : [id])];
    return {
      method,
      at,
      ...(id !== undefined && { codes: { 404: "ERR_SINCH_NOT_FOUND" } }),
      hints: meanings(type, at, method, id),
      path: `/v1/${names.map((name) => segment(type, at, name)).join("/")}`,
    };
  };
  const shown = (value: unknown, request: Call): Shown => {
    const resource = resourceIn(type, value);
    if (resource) return resource;
    throw unusable(`the response has no ${definition.noun}`, request);
  };
  const one = async (request: Call, id?: string): Promise<Shown> => {
    const resource = shown((await call(request)).json, request);
    if (id === undefined || resource.id === id) return resource;
    throw unusable(`the response has a different ${definition.noun} than requested`, request);
  };
  const list = async (at: Location, withinMs?: number): Promise<readonly Shown[]> => {
    const request = { ...to("GET", at), withinMs };
    const { json } = await call(request);
    const items = itemsIn(type, json);
    if (!items) throw unusable(`the response has no list of ${definition.noun}s`, request);
    return items.map((item) => shown(item, request));
  };
  const withBody = (fields: Fields): Pick<Call, "body" | "secrets"> => ({
    body: toWire(type, fields),
    secrets: textsIn(type, fields),
  });
  return {
    type,
    path: (at) => to("POST", at).path,
    stop: transport.stop,
    within: (other) => createCollection(type, transport, other),
    list,
    get: async (at, id) => one(to("GET", at, id), id),
    async create(at, fields) {
      // During an outage, a harmless LIST goes first: a POST's response is too valuable to lose.
      if ((await transport.open()).isOut(at)) await list(at);
      const { parentField } = type;
      const parent = parentField === undefined ? {} : { [parentField]: type.parentOf(at) };
      return one({ ...to("POST", at), ...withBody({ ...parent, ...fields }) });
    },
    async update(at, id, patch, before = {}) {
      const { body, secrets = [] } = withBody(patch.body);
      const query = { update_mask: updateMaskOf(type, patch.mask) };
      return one({ ...to("PATCH", at, id), body, query, secrets: [...secrets, ...textsIn(type, before)] }, id);
    },
    async delete(at, id) {
      await call(to("DELETE", at, id));
    },
  };
}

/**
 * Everything that a 404, or a 400 to a request with only an ID, can mean: the service doesn't tell these cases apart.
 */
function meanings(type: ResourceType, at: Location, method: Call["method"], id?: string): Call["hints"] {
  const { noun, parent } = type.definition;
  const what = id === undefined ? parent?.type.definition.noun : noun;
  const reached = "the access key may not reach the project (keys of a project and of its subprojects don't cross)";
  if (what === undefined) {
    return {
      404: `The project may not exist, may not have the Conversation API in region ${at.region}, or ${reached}`,
    };
  }
  const meaning = `The ${what} may be gone, or be in another region than ${at.region} or in another project, ${reached}, or the id may be of something else`;
  return method === "GET" || method === "DELETE" ? { 404: meaning, 400: meaning } : { 404: meaning };
}

/** A value as a single path segment, which it can't escape. */
function segment(type: ResourceType, at: Location, value: string): string {
  if (isSegment(value)) return encodeURIComponent(value);
  const { noun, parent } = type.definition;
  const isParent = parent !== undefined && value === type.parentOf(at);
  const what =
    value === at.projectId ? "a project id" : `${withArticle(isParent ? parent.type.definition.noun : noun)} id`;
  throw new SinchError("ERR_SINCH_CONFIGURATION", `${quotedValue(value)} can't be ${what}`);
}

/**
 * Whether an error says that a resource doesn't exist. A missing token endpoint or LIST says nothing about a resource.
 */
export function isNotFound(error: unknown): boolean {
  return error instanceof SinchError && error.code === "ERR_SINCH_NOT_FOUND";
}
