import { subscribe } from "node:diagnostics_channel";
import { manyWait } from "../../base/abort";
import { type Work, whenEngineIsGone } from "../work";

// Interrupts the work in Pulumi's process for dynamic resources. Apart from the adapter, only this file knows about
// that process.

/** The engine calls this after the first Ctrl-C, to cancel all waits. The host itself ignores it. */
const CANCEL = "/pulumirpc.ResourceProvider/Cancel";

/** Reports each incoming call. Available from Node.js 22.17 and 24.2. */
const CALLS = "http2.server.stream.start";

/**
 * Grace period after the engine is gone, in milliseconds. The engine needs no response any more, but other providers in
 * this process may still be working.
 */
const AFTER_THE_ENGINE_MS = 2_000;

/** Longest time between a signal and the end of the process, in milliseconds. */
const AFTER_A_SIGNAL_MS = 4_000;

/** Time for the last response to leave this process, in milliseconds. */
const TO_ANSWER_MS = 100;

/**
 * Detects an interrupted run: the engine cancels it, the engine is gone, or the process gets a signal. In the last two
 * cases, ends the process once all calls in progress have a response.
 *
 * Does nothing outside Pulumi's process.
 *
 * @returns a signal that fires on interruption.
 */
export function watchHost(work: Work): AbortSignal {
  const stop = manyWait();
  if (!/[\\/]cmd[\\/]dynamic-provider[\\/]/.test(require.main?.filename ?? "")) return stop.signal;

  subscribe(CALLS, (call) => {
    const { headers } = call as { headers?: Readonly<Record<string, unknown>> };
    if (headers?.[":path"] === CANCEL) stop.abort();
  });

  whenEngineIsGone(() => {
    stop.abort();
    setTimeout(() => process.exit(1), AFTER_THE_ENGINE_MS);
  });

  for (const name of ["SIGINT", "SIGTERM"] as const) {
    process.once(name, () => {
      stop.abort();
      const end = (): boolean => process.kill(process.pid, name);
      setTimeout(end, AFTER_A_SIGNAL_MS);
      void work.idle().then((waited) => setTimeout(end, waited ? TO_ANSWER_MS : 0));
    });
  }
  return stop.signal;
}
