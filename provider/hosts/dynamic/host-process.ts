import { subscribe } from "node:diagnostics_channel";
import { manyWait } from "../../base/abort";
import { type Work, whenEngineIsGone } from "../work";

// What ends the work of Pulumi's process for dynamic resources from outside. Beside the adapter the one file that knows of it.

/** Where the engine calls for the end of all waiting, after a first Ctrl-C. The host itself does nothing about it. */
const CANCEL = "/pulumirpc.ResourceProvider/Cancel";

/** Told of each call that comes in; Node.js has it from 22.17 and 24.2 on. */
const CALLS = "http2.server.stream.start";

/** An engine that is gone has no use for answers; other providers in this process may still be at something. Milliseconds. */
const AFTER_THE_ENGINE_MS = 2_000;

/** A signal ends the process after this long at the latest, in milliseconds. */
const AFTER_A_SIGNAL_MS = 4_000;

/** For the last answer to leave this process, in milliseconds. */
const TO_ANSWER_MS = 100;

/**
 * Notices that the run is interrupted: the engine asks for it, or is gone, or the process gets a signal. After the latter
 * two it ends the process, once the calls that are being worked on are answered.
 *
 * Where this isn't Pulumi's process, nothing is watched.
 *
 * @returns a signal that comes with the interruption.
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
