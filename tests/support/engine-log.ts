import { type handleUnaryCall, Server, ServerCredentials } from "@grpc/grpc-js";
import { EngineService } from "@pulumi/pulumi/proto/engine_grpc_pb";
import type { LogRequest } from "@pulumi/pulumi/proto/engine_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";

/** The part of an engine that providers say notes to. */
export class EngineLogStub {
  /** What was said, each with the name of the resource that it was said of. */
  readonly notes: { readonly resource: string; readonly text: string }[] = [];

  private constructor(
    private readonly server: Server,
    readonly address: string,
  ) {}

  static async start(): Promise<EngineLogStub> {
    const server = new Server();
    const log: handleUnaryCall<LogRequest, Empty> = ({ request }, done) => {
      stub.notes.push({ resource: request.getUrn().replace(/^.*::/, ""), text: request.getMessage() });
      done(null, new Empty());
    };
    server.addService(EngineService, { log });
    const port = await new Promise<number>((resolve, reject) =>
      server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, bound) =>
        error ? reject(error) : resolve(bound),
      ),
    );
    const stub = new EngineLogStub(server, `127.0.0.1:${port}`);
    return stub;
  }

  stop(): void {
    this.server.forceShutdown();
  }
}
