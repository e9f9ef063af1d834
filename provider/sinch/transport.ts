import { type Call, createCaller, placeOf } from "./call";
import type { Location, Settings } from "./settings";
import { createHttp } from "../http/send";
import { type Patience, patienceOf } from "../http/time-budget";
import { createTokens } from "./tokens";

/** What calls go through. In a module of its own, so that `got` isn't loaded for an operation without a request. */
export interface Sending {
  send(call: Call): Promise<unknown>;
  /** Whether the API is found to be out for a project, so that a request there had better be tried with something harmless. */
  isOut(at: Location): boolean;
}

/** @param patience default as the configuration says. */
export function createSending(settings: Settings, patience: Patience | undefined, stop: AbortSignal): Sending {
  const http = createHttp(patience ?? patienceOf(settings.timeoutSeconds()), stop);
  return {
    send: createCaller(http, settings, createTokens(http)),
    isOut: (at) => http.isOut(placeOf(settings, at)),
  };
}
