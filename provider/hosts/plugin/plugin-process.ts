import { manyWait } from "../../base/abort";
import { type Work, whenEngineIsGone } from "../work";
import type { EngineLog } from "./engine-log";

/** A signal ends the process after this long at the latest, in milliseconds. */
const AFTER_A_SIGNAL_MS = 4_000;

/** For the last response to arrive before the connection ends, on a busy machine too, in milliseconds. */
const TO_ANSWER_MS = 300;

/** The same for a response that was on its way out when the signal came, which a run that ends as usual must not wait long for. */
const TO_FLUSH_MS = 50;

/**
 * Ends the process with the run: at a signal, which the engine sends at the end of every run and then waits for the process to end, when
 * the engine is gone, or after a bug of ours that nothing caught. A call that is being worked on is answered first: it may have created something.
 *
 * @returns what ends all waits, at the engine's Cancel as well; and what watches for the engine's end where a language host started this
 *  process, which gives it no pipe of the engine's.
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
      // Node.js would print the error's own properties too, such as the headers of a request.
      console.error(error instanceof Error ? error.stack : String(error));
      end(1);
    });
  // A diagnostic report of Node's, where one is switched on, would hold the key in the environment.
  if (process.report) process.report.excludeEnv = true;
  return {
    stop,
    watchEngine(log) {
      if (!isSeen) log.whenGone(() => end());
    },
  };
}
