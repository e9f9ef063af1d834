import { fstatSync } from "node:fs";

/** Calls of the engine that are being worked on. */
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

  /** Milliseconds since the last call was settled. */
  get restingFor(): number {
    return performance.now() - this.settledAt;
  }

  /** Resolves when nothing is being worked on. @returns whether something was. */
  async idle(): Promise<boolean> {
    if (this.open.size === 0) return false;
    while (this.open.size > 0) await Promise.allSettled(this.open);
    return true;
  }
}

/**
 * Calls back when the engine is gone. It holds the other end of the standard input and writes nothing, and the kernel closes that pipe
 * however the engine ends; the process id of the parent tells nothing, since that is a shell.
 *
 * @returns whether that can be told.
 */
export function whenEngineIsGone(gone: () => void): boolean {
  if (!isPipe(0)) return false;
  process.stdin.once("end", gone).once("error", gone).resume();
  // It alone mustn't keep the process running.
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
