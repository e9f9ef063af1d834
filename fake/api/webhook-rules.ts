import type { ErrorObject, ValidateFunction } from "ajv";
import { invalidArgument } from "./api-error.js";
import { hasField } from "./known-here.js";
import { ajv, describe } from "./validate.js";
import { WEBHOOK_FIELDS, WEBHOOK_REQUIRED } from "./webhook-fields.js";
import type { WireWebhook } from "./wire.js";

const updateSchema = { type: "object", properties: WEBHOOK_FIELDS, additionalProperties: false };
const isUpdate: ValidateFunction = ajv.compile(updateSchema);
const isCreate: ValidateFunction = ajv.compile({ ...updateSchema, required: [...WEBHOOK_REQUIRED] });

/** A valid request body. */
export type WebhookBody = { [field: string]: unknown };

/** Checks the body of a create request; names every wrong path. */
export function checkNewWebhook(body: unknown): WebhookBody {
  return check(isCreate, body);
}

/** Checks the body of an update request. What the webhook already has, such as a newer trigger, may be sent back. */
export function checkChangedWebhook(body: unknown, webhook: WireWebhook): WebhookBody {
  return check(isUpdate, body, webhook);
}

function check(validate: ValidateFunction, body: unknown, webhook?: WireWebhook): WebhookBody {
  validate(body);
  const errors = (validate.errors ?? []).filter((error) => !(webhook && isKnownHere(error, webhook)));
  if (errors.length > 0) throw invalidArgument([...new Set(errors.map(describe))].join("; "));
  const fields = body as WebhookBody;
  if (typeof fields.target === "string") checkTarget(fields.target);
  return fields;
}

function isKnownHere({ keyword, instancePath, params, data }: ErrorObject, webhook: WireWebhook): boolean {
  if (keyword === "additionalProperties") return instancePath === "" && hasField(webhook, params.additionalProperty);
  return keyword === "enum" && instancePath.startsWith("/triggers/") && webhook.triggers.includes(String(data));
}

/** Requires a URL without user and password (live), and not of the API itself (doc). */
function checkTarget(target: string): void {
  const url = URL.parse(target);
  if (!url || !/^https?:$/.test(url.protocol)) throw invalidArgument("target: must be a URL");
  if (url.username || url.password) throw invalidArgument("target: must not contain a user or a password");
  if (/^conversation-api\..*\.sinch\.com$/.test(url.hostname)) throw invalidArgument("target: this host is forbidden");
}
