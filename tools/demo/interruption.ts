import { constants } from "node:os";
import { setTimeout } from "node:timers/promises";

const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** After so long the work is interrupted, too. */
const limitMs = 300_000;

/** How long the work may take to clean up after an interruption. */
const patienceMs = 4_000;

/**
 * Does some work that Ctrl-C interrupts: its signal is aborted, and it gets a moment to clean up.
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
  // On, not once: npm and the terminal both pass Ctrl-C on.
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
