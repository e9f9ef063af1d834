import type { Operation } from "./journal.js";

/** A request with its unredacted content, secrets included. Never logged, never in the journal. */
export interface ReceivedRequest {
  requestId: string;
  operation: Operation;
  method: string;
  path: string;
  query: string;
  /** The parsed JSON body; the text if it isn't JSON; absent if there was none. */
  body?: unknown;
}
