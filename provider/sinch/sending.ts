import { timeBudget } from "../http/deadline";
import { createHttp } from "../http/send";
import { circuitOf, createCaller } from "./call";
import type { Settings } from "./settings";
import { createTokens } from "./tokens";
import type { Sending, TransportOptions } from "./transport";

/** The names of our settings in the HTTP client's messages. */
export const WORDS = {
  timeLimit: "sinch:timeoutSeconds",
  hosts: "sinch:apiUrl, SINCH_API_URL; for tokens sinch:authUrl, SINCH_AUTH_URL",
};

/** In a separate module because it loads `got`. */
export function createSending(settings: Settings, options: TransportOptions): Sending {
  const http = createHttp({ words: WORDS, budget: timeBudget(settings.timeoutSeconds()), ...options });
  return {
    send: createCaller(http, settings, createTokens(http)),
    isOut: (at) => http.isOpen(circuitOf(settings, at)),
  };
}
