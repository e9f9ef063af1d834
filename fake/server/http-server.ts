import fastify, { type FastifyError, type FastifyInstance, type FastifyReply, type FastifyRequest } from "fastify";
import { REGIONS, type Region } from "../api/wire.js";
import type { Collection, Operation } from "../journal/journal.js";
import type { Call } from "./call.js";

const BODY_LIMIT = 10 * 1024 * 1024;

/** The routes. One origin serves every region; a `/{region}` prefix selects it. */
const ROUTES: readonly [method: string, path: string, operation: Operation, collection: Collection][] = [
  ["GET", "/v1/projects/:projectId/apps", "list", "apps"],
  ["POST", "/v1/projects/:projectId/apps", "create", "apps"],
  ["GET", "/v1/projects/:projectId/apps/:appId", "get", "apps"],
  ["PATCH", "/v1/projects/:projectId/apps/:appId", "update", "apps"],
  ["DELETE", "/v1/projects/:projectId/apps/:appId", "delete", "apps"],
  ["GET", "/v1/projects/:projectId/apps/:appId/webhooks", "list", "webhooks"],
  // Creating a webhook doesn't use this path, so POST is a wrong method on a known path. (sinch)
  ["POST", "/v1/projects/:projectId/apps/:appId/webhooks", "unknown", "webhooks"],
  ["POST", "/v1/projects/:projectId/webhooks", "create", "webhooks"],
  ["GET", "/v1/projects/:projectId/webhooks/:webhookId", "get", "webhooks"],
  ["PATCH", "/v1/projects/:projectId/webhooks/:webhookId", "update", "webhooks"],
  ["DELETE", "/v1/projects/:projectId/webhooks/:webhookId", "delete", "webhooks"],
];

const WRONG_METHOD = { status: 501, message: "Method Not Allowed" };

/** Handles a call and its connection. */
export type CallHandler = (call: Call, reply: FastifyReply) => Promise<void>;

/**
 * The HTTP side: routes, unparsed bodies, request IDs. Doesn't listen yet.
 * @param region the region of paths without a prefix
 * @param newRequestId generates the `x-request-id`
 */
export function createHttpServer(region: Region, newRequestId: () => string, handle: CallHandler): FastifyInstance {
  const server = fastify({
    logger: false,
    forceCloseConnections: true,
    bodyLimit: BODY_LIMIT,
    exposeHeadRoutes: false,
    genReqId: newRequestId,
    routerOptions: { maxParamLength: 1000 },
    frameworkErrors: (error, request, reply) => refuse(error, request, reply),
  });
  server.removeAllContentTypeParsers();
  server.addContentTypeParser("*", { parseAs: "string" }, (_request, body, done) => done(null, body));

  const route = (method: string, url: string, operation: Operation, prefix?: Region, collection?: Collection) =>
    server.route({
      method,
      url,
      handler: (request, reply) => {
        const call = readCall(request, operation, prefix ?? region);
        const problem = operation === "unknown" ? { problem: WRONG_METHOD } : {};
        return handle({ ...call, ...(collection && { collection }), ...problem }, reply.hijack());
      },
    });
  route("POST", "/oauth2/token", "token");
  for (const [method, path, operation, collection] of ROUTES) {
    route(method, path, operation, undefined, collection);
    for (const prefix of REGIONS) route(method, `/${prefix}${path}`, operation, prefix, collection);
  }
  server.setNotFoundHandler((request, reply) => handle(readCall(request, "unknown"), reply.hijack()));
  // A path that can't be decoded, or a body that is too long: such a request never reaches a route.
  const refuse = (error: FastifyError, request: FastifyRequest, reply: FastifyReply) => {
    const problem = { status: error.statusCode ?? 500, message: error.code };
    return handle({ ...readCall(request, "unknown"), problem }, reply.hijack());
  };
  server.setErrorHandler(refuse);
  return server;
}

function readCall(request: FastifyRequest, operation: Operation, region?: Region): Call {
  const [path = "", rawQuery = ""] = split(request.url);
  const { projectId, appId, webhookId } = (request.params ?? {}) as Partial<
    Record<"projectId" | "appId" | "webhookId", string>
  >;
  return {
    requestId: request.id,
    operation,
    method: request.method,
    path,
    rawQuery,
    query: new URLSearchParams(rawQuery),
    text: typeof request.body === "string" ? request.body : "",
    authorization: request.headers.authorization,
    contentType: request.headers["content-type"],
    ...(projectId !== undefined && { projectId }),
    ...(appId !== undefined && { appId }),
    ...(webhookId !== undefined && { webhookId }),
    ...(region && operation !== "token" && { region }),
  };
}

function split(url: string): string[] {
  const at = url.indexOf("?");
  return at < 0 ? [url] : [url.slice(0, at), url.slice(at + 1)];
}
