import type { SchemaObject } from "ajv";
import { ANY_ENTRY_SCHEMA, APP_SCHEMA, propertyOf } from "./app-schema.js";
import { WEBHOOK_FIELDS } from "./webhook-fields.js";
import type { WireApp, WireEntry, WireWebhook } from "./wire.js";

/** Replaces secrets in a deployment that masks them. (inferred) */
export const SECRET_MASK = "****";

/** Replaces secrets in the journal. */
export const REDACTED = "[secret]";

const WEBHOOK: SchemaObject = {
  type: "object",
  properties: {
    id: { type: "string" },
    ...WEBHOOK_FIELDS,
    triggers: { type: "array", items: { type: "string", word: true } },
  },
};

/** Ways of showing secrets: as sent, masked, or omitted. (all but the first inferred) */
export type SecretsShown = "echo" | "masked" | "omitted";

/** A copy of an app with its secrets as a deployment shows them; empty ones stay empty. */
export function showSecrets(app: WireApp, how: SecretsShown): WireApp {
  return shownAs(app, APP_SCHEMA, how);
}

/** The same for a webhook. */
export function showSecretsOfWebhook(webhook: WireWebhook, how: SecretsShown): WireWebhook {
  return shownAs(webhook, WEBHOOK, how);
}

/** `undefined` omits a field from the response. */
const shownAs = <T>(resource: T, schema: SchemaObject, how: SecretsShown): T =>
  how === "echo" ? resource : (mapSecrets(resource, schema, () => (how === "masked" ? SECRET_MASK : undefined)) as T);

/** Whether a secret of an entry is the mask: the client sent a masked response back. */
export function holdsMask(entry: WireEntry): boolean {
  let found = false;
  mapSecrets(entry, ANY_ENTRY_SCHEMA, (secret) => {
    found ||= secret === SECRET_MASK;
    return secret;
  });
  return found;
}

/**
 * A copy of a request's body for the journal. It shows only leaves that are known, of the right type, and not secret.
 */
export function redactBody(body: unknown, collection?: "apps" | "webhooks"): unknown {
  return redact(body, collection === "webhooks" ? WEBHOOK : APP_SCHEMA);
}

function mapSecrets(
  value: unknown,
  schema: SchemaObject | undefined,
  change: (secret: string) => string | undefined,
  name = "",
): unknown {
  if (Array.isArray(value)) return value.map((item) => mapSecrets(item, schema?.items, change, name));
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(
      Object.entries(value).map(([key, leaf]) => [key, mapSecrets(leaf, propertyOf(schema, key), change, key)]),
    );
  }
  // An inserted channel that isn't in the table: its secrets are recognised by name.
  const secret = schema ? schema.secret === true : /token|secret|password|key/i.test(name);
  return secret && typeof value === "string" && value !== "" ? change(value) : value;
}

function redact(value: unknown, schema: SchemaObject | undefined): unknown {
  if (Array.isArray(value)) return value.map((item) => redact(item, schema?.items));
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, leaf]) => [key, redact(leaf, propertyOf(schema, key))]));
  }
  if (!schema || schema.secret === true || !hasType(value, schema.type)) return REDACTED;
  if ((schema.enum || schema.word) && !/^[A-Z_]{1,40}$/.test(String(value))) return REDACTED;
  return value;
}

function hasType(value: unknown, type: unknown): boolean {
  return type === "integer" ? typeof value === "number" : typeof value === type;
}
