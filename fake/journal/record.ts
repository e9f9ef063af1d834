import { REDACTED, redactBody } from "../api/secrets.js";
import { MASK_PARAMETERS, readUpdateMask } from "../api/update-mask.js";
import { type Call, parseJson } from "../server/call.js";
import type { JournalEntry } from "./journal.js";
import type { ReceivedRequest } from "./received.js";

/** A call for the journal, without secrets. */
export function journalEntry(
  call: Call,
  outcome: Pick<JournalEntry, "status" | "ms" | "fault" | "time">,
): JournalEntry {
  const { requestId, operation, method, path, projectId, region, collection, appId, webhookId } = call;
  const updateMask = readUpdateMask(call.query);
  return {
    requestId,
    time: outcome.time,
    operation,
    method,
    path,
    ...(projectId !== undefined && { projectId }),
    ...(region && { region }),
    ...(collection && { collection }),
    ...(appId !== undefined && { appId }),
    ...(webhookId !== undefined && { webhookId }),
    ...(updateMask && { updateMask }),
    query: safeQuery(call.rawQuery),
    ...(call.text && { body: safeBody(call) }),
    status: outcome.status,
    ms: outcome.ms,
    ...(outcome.fault && { fault: outcome.fault }),
  };
}

/** A call with its unredacted content. */
export function receivedRequest(call: Call): ReceivedRequest {
  const { requestId, operation, method, path, rawQuery, text } = call;
  return { requestId, operation, method, path, query: rawQuery, ...(text && { body: parseJson(text) ?? text }) };
}

// In a body that isn't JSON, secrets can't be recognised.
function safeBody({ text, collection }: Call): unknown {
  const body = parseJson(text);
  return typeof body === "object" && body !== null ? redactBody(body, collection) : REDACTED;
}

function safeQuery(query: string): string {
  return query
    .split("&")
    .map((pair) => {
      const name = pair.split("=", 1)[0] ?? "";
      return pair === "" || MASK_PARAMETERS.includes(name) ? pair : `${name}=${REDACTED}`;
    })
    .join("&");
}
