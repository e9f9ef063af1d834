import { timeBudget } from "../http/deadline";
import { createHttp } from "../http/send";
import { circuitOf, createCaller } from "./call";
import type { Settings } from "./settings";
import { createTokens } from "./tokens";
import type { Sending, TransportOptions } from "./transport";

/** What messages of the HTTP client call our settings. */
export const WORDS = {
  timeLimit: "sinch:timeoutSeconds",
  hosts: "sinch:apiUrl, SINCH_API_URL; for tokens sinch:authUrl, SINCH_AUTH_URL",
};

/** In a module of its own: it loads `got`. */
export function createSending(settings: Settings, options: TransportOptions): Sending {
  const http = createHttp({ words: WORDS, budget: timeBudget(settings.timeoutSeconds()), ...options });
  return {
    send: createCaller(http, settings, createTokens(http)),
    isOut: (at) => http.isOpen(circuitOf(settings, at)),
  };
}
