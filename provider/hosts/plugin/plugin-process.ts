import { manyWait } from "../../base/abort";
import { type Work, whenEngineIsGone } from "../work";
import type { EngineLog } from "./engine-log";

/** Longest time between a signal and the end of the process, in milliseconds. */
const AFTER_A_SIGNAL_MS = 4_000;

/** Time for the last response to arrive before the connection ends, even on a busy machine, in milliseconds. */
const TO_ANSWER_MS = 300;

/** The same for a response already being sent when the signal came. Short, so that a normal run doesn't wait. */
const TO_FLUSH_MS = 50;

/**
 * Ends the process with the run: on a signal, when the engine is gone, or after an uncaught bug of ours. The engine
 * sends a signal at the end of every run and waits for the process. Calls in progress get a response first, since they
 * may have created something.
 *
 * @returns the controller that cancels all waits, also on the engine's Cancel; and the watcher for the engine's end.
 * The watcher serves processes started by a language host, which have no pipe to the engine.
 */
export function watchPlugin(work: Work): { readonly stop: AbortController; watchEngine(log: EngineLog): void } {
  const stop = manyWait();
  const end = (code = 0): void => {
    stop.abort();
    setTimeout(() => process.exit(code), AFTER_A_SIGNAL_MS);
    void work.idle().then((waited) => {
      setTimeout(() => process.exit(code), waited ? TO_ANSWER_MS : Math.max(0, TO_FLUSH_MS - work.restingFor));
    });
  };
  const isSeen = whenEngineIsGone(() => end());
  for (const name of ["SIGINT", "SIGTERM"] as const) process.on(name, () => end());
  for (const name of ["uncaughtException", "unhandledRejection"] as const)
    process.on(name, (error: unknown) => {
      // Node.js would also print the error's properties, such as a request's headers.
      console.error(error instanceof Error ? error.stack : String(error));
      end(1);
    });
  // A Node.js diagnostic report, if enabled, would include the key in the environment.
  if (process.report) process.report.excludeEnv = true;
  return {
    stop,
    watchEngine(log) {
      if (!isSeen) log.whenGone(() => end());
    },
  };
}
