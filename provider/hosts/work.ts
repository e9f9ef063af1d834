import { fstatSync } from "node:fs";

/** Engine calls in progress. */
export class Work {
  private readonly open = new Set<Promise<unknown>>();
  private settledAt = 0;

  /** Counts a call until it is settled. */
  track<T>(call: Promise<T>): Promise<T> {
    this.open.add(call);
    const settled = (): void => {
      this.open.delete(call);
      this.settledAt = performance.now();
    };
    call.then(settled, settled);
    return call;
  }

  /** Milliseconds since the last call settled. */
  get restingFor(): number {
    return performance.now() - this.settledAt;
  }

  /** Resolves when no call is in progress. @returns whether there was one. */
  async idle(): Promise<boolean> {
    if (this.open.size === 0) return false;
    while (this.open.size > 0) await Promise.allSettled(this.open);
    return true;
  }
}

/**
 * Calls back when the engine is gone. The engine holds the other end of standard input and never writes to it, and the
 * kernel closes that pipe however the engine ends. The parent's process ID is no help, since the parent is a shell.
 *
 * @returns whether this can be detected.
 */
export function whenEngineIsGone(gone: () => void): boolean {
  if (!isPipe(0)) return false;
  process.stdin.once("end", gone).once("error", gone).resume();
  // This watcher must not keep the process running.
  (process.stdin as unknown as { unref?: () => void }).unref?.();
  return true;
}

function isPipe(descriptor: number): boolean {
  try {
    const file = fstatSync(descriptor);
    return file.isFIFO() || file.isSocket();
  } catch {
    return false;
  }
}
