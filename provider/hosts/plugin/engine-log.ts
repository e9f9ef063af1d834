import { connectivityState, credentials } from "@grpc/grpc-js";
import { EngineClient } from "@pulumi/pulumi/proto/engine_grpc_pb";
import { LogRequest, LogSeverity } from "@pulumi/pulumi/proto/engine_pb";

/** An engine that doesn't respond for this long is gone, in milliseconds. */
const GONE_AFTER_MS = 2_000;

/** Logs notes through the engine, each attached to its resource. */
export class EngineLog {
  readonly #said = new Set<string>();
  #engine: EngineClient | undefined;

  /** @param address Of the engine: `127.0.0.1:5000`. */
  connect(address: string): void {
    this.#engine?.close();
    this.#engine = address ? new EngineClient(address, credentials.createInsecure()) : undefined;
  }

  /** Logs a note for a resource once; failures to log are ignored. @param key Identifies the note. */
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

  /** Calls back when the engine is gone, for cases in which standard input doesn't show it. */
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
