import type { SchemaObject } from "ajv";
import { APP_FIELDS } from "./api/app-fields.js";
import { WEBHOOK_FIELDS } from "./api/webhook-fields.js";
import type { FakeBehaviour } from "./options.js";

const FIELDS: Record<string, SchemaObject> = Object.assign(
  {},
  APP_FIELDS,
  WEBHOOK_FIELDS,
  ...Object.values({ ...APP_FIELDS, ...WEBHOOK_FIELDS }).map(({ properties }) => properties),
);

/** A copy of a response body with its empty values as the deployment shows them; see {@link FakeBehaviour.empty}. */
export function showEmpty(body: unknown, how: FakeBehaviour["empty"]): unknown {
  if (how === "show" || typeof body !== "object" || body === null) return body;
  if (Array.isArray(body)) return body.map((item) => showEmpty(item, how));
  const shown = Object.entries(body).map(([field, value]) => {
    const below = showEmpty(value, how);
    return [field, isEmpty(field, below) ? null : below] as const;
  });
  return Object.fromEntries(how === "omit" ? shown.filter(([, value]) => value !== null) : shown);
}

function isEmpty(field: string, value: unknown): boolean {
  if (Array.isArray(value)) return value.length === 0;
  // An object that is set stays, whatever it holds. If it holds only nulls, that can't be told.
  if (typeof value === "object" && value !== null) return isAllNull(Object.values(value));
  return !value || value === FIELDS[field]?.enum?.[0];
}

const isAllNull = (values: unknown[]): boolean => values.length > 0 && values.every((value) => value === null);
