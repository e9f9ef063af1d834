import { type handleUnaryCall, Server, ServerCredentials, type ServerWritableStream } from "@grpc/grpc-js";
import { type PluginAttach, PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import {
  GetSchemaResponse,
  type ListRequest,
  type ListResponse,
  type ProviderHandshakeRequest,
  ProviderHandshakeResponse,
} from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { packageVersion } from "../../base/version";
import { Work } from "../work";
import { invoke, list } from "./functions";
import { packageSchema } from "./package-schema";
import { watchPlugin } from "./plugin-process";
import * as provider from "./provider-calls";
import * as resource from "./resource-calls";
import { Session } from "./session";
import { failureOf } from "./unfinished";

/** No message size limit, as in the engine. */
const UNBOUNDED = { "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 };

/**
 * Serves the engine in this process.
 *
 * @param engine Its address, if known at the start.
 * @returns the port.
 */
export async function serve(engine?: string): Promise<number> {
  const work = new Work();
  const server = new Server(UNBOUNDED);
  const { stop, watchEngine } = watchPlugin(work);
  const session = new Session(stop.signal);
  const connect = (address: string): void => {
    session.log.connect(address);
    watchEngine(session.log);
  };
  if (engine) connect(engine);

  const unary = unaryFor(work);
  const ofSession = <Request, Response>(
    answer: (session: Session, request: Request) => Response | Promise<Response>,
  ): handleUnaryCall<Request, Response> => unary((request: Request) => answer(session, request));

  server.addService(ResourceProviderService, {
    handshake: unary((request: ProviderHandshakeRequest) => {
      connect(request.getEngineAddress());
      return new ProviderHandshakeResponse().setAcceptSecrets(true);
    }),
    attach: unary((request: PluginAttach) => {
      connect(request.getAddress());
      return new Empty();
    }),
    getPluginInfo: unary(() => new PluginInfo().setVersion(packageVersion)),
    getSchema: unary(() => new GetSchemaResponse().setSchema(packageSchema())),
    checkConfig: unary(provider.checkConfig),
    diffConfig: unary(provider.diffConfig),
    configure: ofSession(provider.configure),
    check: ofSession(resource.check),
    diff: ofSession(resource.diff),
    create: ofSession(resource.create),
    update: ofSession(resource.update),
    read: ofSession(resource.read),
    delete: ofSession(resource.remove),
    invoke: ofSession(invoke),
    list: (call: ServerWritableStream<ListRequest, ListResponse>) => {
      const fail = (error: unknown): boolean => call.emit("error", failureOf(error));
      work.track(list(session, call.request)).then((found) => {
        for (const one of found) call.write(one);
        call.end();
      }, fail);
    },
    cancel: unary(async () => {
      stop.abort();
      await session.ended;
      return new Empty();
    }),
  });
  return new Promise((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) =>
      error ? reject(error) : resolve(port),
    );
  });
}

/** Wraps functions as unary calls, counted while they run. */
const unaryFor =
  (work: Work) =>
  <Request, Response>(answer: (request: Request) => Response | Promise<Response>): handleUnaryCall<Request, Response> =>
  (call, done) => {
    const answered = work.track((async () => answer(call.request))());
    answered.then(
      (response) => done(null, response),
      (error: unknown) => done(failureOf(error)),
    );
  };
