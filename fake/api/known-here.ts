import type { ErrorObject } from "ajv";
import { CHANNELS } from "./channels.js";
import { entryKey } from "./entry-rules.js";
import type { WireApp, WireEntry } from "./wire.js";

/**
 * Whether a request breaks the table only by what the app already has: a channel or field inserted behind the API's
 * back. Clients must be able to send it back, since a list is replaced whole.
 */
export function isKnownHere(error: ErrorObject, body: unknown, app: WireApp): boolean {
  const path = error.instancePath.slice(1).split("/").filter(Boolean);
  const sent = sentEntry(path, body);
  if (sent && !Object.hasOwn(CHANNELS, sent.channel)) {
    return app.channel_credentials.some(({ channel }) => channel === sent.channel);
  }
  const counterpart = stored(path, sent, app);
  if (error.keyword === "additionalProperties") return hasField(counterpart, error.params.additionalProperty);
  if (error.keyword === "exactlyOne" && typeof counterpart === "object" && counterpart !== null) {
    return !(error.schema as string[]).some((name) => hasField(counterpart, name));
  }
  return false;
}

/** Whether a value is a message with this field. */
export function hasField(value: unknown, name: string): value is { [field: string]: unknown } {
  return typeof value === "object" && value !== null && Object.hasOwn(value, name);
}

function sentEntry([field, index]: string[], body: unknown): WireEntry | undefined {
  if (field !== "channel_credentials" || index === undefined) return undefined;
  const entry = (body as Partial<WireApp>).channel_credentials?.[Number(index)];
  return typeof entry?.channel === "string" ? entry : undefined;
}

function stored(path: string[], sent: WireEntry | undefined, app: WireApp): unknown {
  const start = sent ? app.channel_credentials.find((entry) => entryKey(entry) === entryKey(sent)) : app;
  return path
    .slice(sent ? 2 : 0)
    .reduce<unknown>((value, name) => (hasField(value, name) ? value[name] : undefined), start);
}
