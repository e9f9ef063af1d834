import { credentials } from "@grpc/grpc-js";
import { EngineClient } from "@pulumi/pulumi/proto/engine_grpc_pb";
import { LogRequest, LogSeverity } from "@pulumi/pulumi/proto/engine_pb";

/** Says things that aren't errors, each beside the resource that it is about. */
export class EngineLog {
  readonly #said = new Set<string>();
  #engine: EngineClient | undefined;

  /** @param address of the engine, `127.0.0.1:5000`. */
  connect(address: string): void {
    this.#engine?.close();
    this.#engine = address ? new EngineClient(address, credentials.createInsecure()) : undefined;
  }

  /** Says a note of a resource once. What can't be said doesn't matter enough for an error. @param key what tells it from others. */
  async note(urn: string, text: string, key = `${urn} ${text}`): Promise<void> {
    if (this.#said.has(key)) return;
    this.#said.add(key);
    const engine = this.#engine;
    if (!engine) {
      console.error(`note: ${text}`);
      return;
    }
    const request = new LogRequest().setSeverity(LogSeverity.INFO).setMessage(text).setUrn(urn);
    await new Promise<void>((done) => engine.log(request, () => done()));
  }
}
