import { setMaxListeners } from "node:events";
import { setTimeout } from "node:timers/promises";
import { SinchError } from "./errors";

/** A controller whose signal can have many listeners without Node's leak warning. */
export function manyWait(): AbortController {
  const controller = new AbortController();
  setMaxListeners(0, controller.signal);
  return controller;
}

/** A signal that never fires. */
export const NEVER: AbortSignal = manyWait().signal;

/** Waits for the given time, or until one of the signals fires. @returns whether the full time passed. */
export async function sleep(ms: number, ...signals: readonly AbortSignal[]): Promise<boolean> {
  const signal = AbortSignal.any([...signals]);
  await setTimeout(ms, undefined, { signal }).catch(() => undefined);
  return !signal.aborted;
}

/** The result of `work`, or an error if `stop` fires first. @throws SinchError `ERR_SINCH_INTERRUPTED` */
export async function unlessStopped<T>(stop: AbortSignal, work: Promise<T>, request: string): Promise<T> {
  const { promise: stopped, reject } = Promise.withResolvers<never>();
  const interrupt = (): void =>
    reject(new SinchError("ERR_SINCH_INTERRUPTED", `the run was interrupted before the request was sent (${request})`));
  if (stop.aborted) interrupt();
  stop.addEventListener("abort", interrupt, { once: true });
  try {
    return await Promise.race([stopped, work]);
  } finally {
    stop.removeEventListener("abort", interrupt);
  }
}
