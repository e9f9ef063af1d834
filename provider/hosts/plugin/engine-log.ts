import { connectivityState, credentials } from "@grpc/grpc-js";
import { EngineClient } from "@pulumi/pulumi/proto/engine_grpc_pb";
import { LogRequest, LogSeverity } from "@pulumi/pulumi/proto/engine_pb";

/** An engine that doesn't answer for so long is gone, in milliseconds. */
const GONE_AFTER_MS = 2_000;

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

  /** Calls back when the engine that was there is gone: where its end can't be seen at the standard input. */
  whenGone(gone: () => void): void {
    const engine = this.#engine;
    if (!engine) return;
    const channel = engine.getChannel();
    const watch = (): void =>
      engine.waitForReady(Date.now() + GONE_AFTER_MS, (error) => {
        if (engine !== this.#engine) return;
        if (error) gone();
        else channel.watchConnectivityState(connectivityState.READY, Number.POSITIVE_INFINITY, watch);
      });
    watch();
  }
}
