import { constants } from "node:os";
import { setTimeout } from "node:timers/promises";

const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Longest run, in milliseconds; after that, the work is interrupted too. */
const limitMs = 300_000;

/** Time to clean up after an interruption, in milliseconds. */
const patienceMs = 4_000;

/**
 * Runs work that Ctrl-C interrupts: aborts its signal and waits briefly for its cleanup.
 *
 * @returns the work's exit code, or that of the interruption.
 */
export async function onInterruption(work: (signal: AbortSignal) => Promise<number>): Promise<number> {
  const stop = new AbortController();
  let interrupt: (code: number, why: string) => void = () => {};
  const interrupted = new Promise<number>((resolve) => {
    interrupt = (code, why) => {
      if (!stop.signal.aborted) process.stderr.write(`\ndemo: ${why}\n`);
      stop.abort();
      resolve(code);
    };
  });
  const listeners = signals.map((name) => [name, () => interrupt(128 + constants.signals[name], "stopped")] as const);
  // `on` instead of `once`: npm and the terminal both pass Ctrl-C on.
  for (const [name, listener] of listeners) process.on(name, listener);
  const limit = globalThis.setTimeout(() => interrupt(1, `stopped, no end after ${limitMs / 1000} s`), limitMs);

  const working = work(stop.signal);
  try {
    const code = await Promise.race([working, interrupted]);
    if (stop.signal.aborted) await Promise.race([working.catch(() => {}), setTimeout(patienceMs)]);
    return code;
  } finally {
    clearTimeout(limit);
    for (const [name, listener] of listeners) process.off(name, listener);
  }
}
