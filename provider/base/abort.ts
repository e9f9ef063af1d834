import { setMaxListeners } from "node:events";
import { SinchError } from "./errors";

/** A controller whose signal many wait on at once, without a warning. */
export function manyWait(): AbortController {
  const controller = new AbortController();
  setMaxListeners(0, controller.signal);
  return controller;
}

/** A signal that never comes. */
export const NEVER: AbortSignal = manyWait().signal;

/**
 * Waits, or until one of the signals comes.
 *
 * @returns whether the whole time went by.
 */
export function sleep(ms: number, ...signals: readonly AbortSignal[]): Promise<boolean> {
  if (signals.some(({ aborted }) => aborted)) return Promise.resolve(false);
  return new Promise((resolve) => {
    const end = (whole: boolean): void => {
      clearTimeout(timer);
      for (const signal of signals) signal.removeEventListener("abort", cut);
      resolve(whole);
    };
    const cut = (): void => end(false);
    const timer = setTimeout(end, ms, true);
    for (const signal of signals) signal.addEventListener("abort", cut, { once: true });
  });
}

/** What was being waited for, or an error where `stop` comes first. @throws SinchError `ERR_SINCH_INTERRUPTED` */
export async function unlessStopped<T>(stop: AbortSignal, work: Promise<T>, what: string): Promise<T> {
  const interrupted = (): SinchError =>
    new SinchError("ERR_SINCH_INTERRUPTED", `the run was interrupted before the request was sent (${what})`);
  if (stop.aborted) {
    work.catch(() => undefined);
    throw interrupted();
  }
  let cut = (): void => undefined;
  const stopped = new Promise<never>((_, reject) => {
    cut = () => reject(interrupted());
    stop.addEventListener("abort", cut, { once: true });
  });
  try {
    return await Promise.race([work, stopped]);
  } finally {
    stop.removeEventListener("abort", cut);
  }
}
