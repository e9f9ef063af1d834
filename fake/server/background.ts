import { setTimeout as sleep } from "node:timers/promises";

/** Background work beside the requests: `idle` waits for it, `close` ends it. */
export class Background {
  readonly #controller = new AbortController();
  readonly #running = new Set<Promise<void>>();

  /** Aborted by {@link close}. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Tracks running work; errors after the close are ignored. */
  track(work: Promise<void>): Promise<void> {
    const tracked = work
      .catch((error: unknown) => {
        if (!this.signal.aborted) throw error;
      })
      .finally(() => this.#running.delete(tracked));
    this.#running.add(tracked);
    return tracked;
  }

  /** Runs work after `ms`, unless closed before. */
  later(ms: number, work: () => void): void {
    void this.track(sleep(ms, undefined, { signal: this.signal }).then(work));
  }

  /** Resolves when no work is left. */
  async idle(): Promise<void> {
    while (this.#running.size > 0) await Promise.allSettled(this.#running);
  }

  close(): void {
    this.#controller.abort();
  }
}
