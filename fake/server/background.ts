import { setTimeout as sleep } from "node:timers/promises";

/** Work that goes on beside the requests: waited for by `idle`, ended by `close`. */
export class Background {
  readonly #controller = new AbortController();
  readonly #running = new Set<Promise<void>>();

  /** Ends with {@link close}. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Keeps track of something that runs; what it throws after the close is nobody's concern. */
  track(work: Promise<void>): Promise<void> {
    const tracked = work
      .catch((error: unknown) => {
        if (!this.signal.aborted) throw error;
      })
      .finally(() => this.#running.delete(tracked));
    this.#running.add(tracked);
    return tracked;
  }

  /** Does something after `ms`, unless closed before. */
  later(ms: number, work: () => void): void {
    void this.track(sleep(ms, undefined, { signal: this.signal }).then(work));
  }

  /** Resolves when nothing is left to do. */
  async idle(): Promise<void> {
    while (this.#running.size > 0) await Promise.allSettled(this.#running);
  }

  close(): void {
    this.#controller.abort();
  }
}
