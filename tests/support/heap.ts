import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import type { DynamicProvider } from "./dynamic-provider";

/** Environment of a process whose heap is to be measured: its inspector listens on a free port of this machine. */
export const INSPECTED = { NODE_OPTIONS: "--inspect=127.0.0.1:0" };

/** How long a process may take to say where its inspector listens, in milliseconds. */
const SAYS_WITHIN_MS = 10_000;

interface Usage {
  readonly usedSize: number;
  readonly backingStorageSize: number;
}

/** The heap of a process, by its inspector: of a started Node.js process nothing else forces a collection from outside. */
export class Heap {
  #calls = 0;

  private constructor(private readonly socket: WebSocket) {}

  /** Of a process that was started with {@link INSPECTED}. */
  static async of(provider: DynamicProvider): Promise<Heap> {
    const socket = new WebSocket(await addressIn(provider));
    await once(socket, "open");
    return new Heap(socket);
  }

  /** Megabytes that are held after a collection of all garbage: objects, and what buffers keep beside them. */
  async megabytes(): Promise<number> {
    await this.#call("HeapProfiler.collectGarbage");
    const { usedSize, backingStorageSize } = (await this.#call("Runtime.getHeapUsage")) as Usage;
    return (usedSize + backingStorageSize) / 1024 ** 2;
  }

  close(): void {
    this.socket.close();
  }

  #call(method: string): Promise<unknown> {
    this.#calls += 1;
    const id = this.#calls;
    return new Promise((resolve, reject) => {
      const settle = ({ data }: MessageEvent): void => {
        const answer = JSON.parse(String(data)) as { id?: number; result?: unknown; error?: { message: string } };
        if (answer.id !== id) return;
        this.socket.removeEventListener("message", settle);
        if (answer.error) reject(new Error(`${method}: ${answer.error.message}`));
        else resolve(answer.result);
      };
      this.socket.addEventListener("message", settle);
      this.socket.send(JSON.stringify({ id, method }));
    });
  }
}

async function addressIn(provider: DynamicProvider): Promise<string> {
  for (const until = Date.now() + SAYS_WITHIN_MS; Date.now() < until; await sleep(20)) {
    const address = /Debugger listening on (ws:\S+)/.exec(provider.printed)?.[1];
    if (address) return address;
  }
  throw new Error(`no inspector: ${provider.printed}`);
}
