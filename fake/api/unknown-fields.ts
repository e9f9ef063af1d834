import type { ErrorObject, SchemaObject } from "ajv";
import { APP_OUTPUT_ONLY } from "./app-fields.js";
import { APP_SCHEMA, propertyOf } from "./app-schema.js";
import { CHANNELS, CREDENTIAL_OBJECTS, ENTRY_OUTPUT_ONLY } from "./channels.js";
import { hasField } from "./known-here.js";

/** A copy of a body as protobuf reads JSON: a known field with `null` is unset. */
export function withoutNulls(value: unknown, schema: SchemaObject | undefined = APP_SCHEMA): unknown {
  if (Array.isArray(value)) return value.map((item) => withoutNulls(item, schema?.items));
  if (typeof value !== "object" || value === null) return value;
  const set = Object.entries(value).filter(([name, below]) => below !== null || !propertyOf(schema, name));
  return Object.fromEntries(set.map(([name, below]) => [name, withoutNulls(below, propertyOf(schema, name))]));
}

/** Whether an error concerns a field that only the service sets. */
export function isOutputOnly({ instancePath, params }: ErrorObject): boolean {
  if (instancePath === "") return APP_OUTPUT_ONLY.includes(params.additionalProperty);
  return isEntry(instancePath) && ENTRY_OUTPUT_ONLY.includes(params.additionalProperty);
}

/**
 * Whether an error only concerns an unknown field, or an unknown channel in a deployment that knows more than this
 * fake.
 */
export function isUnknown(error: ErrorObject, body: unknown, unknownFields: "drop" | "keep"): boolean {
  if (unknownFields === "keep" && isEntry(error.instancePath)) {
    const entry = at(body, error.instancePath);
    if (hasField(entry, "channel") && typeof entry.channel === "string" && !Object.hasOwn(CHANNELS, entry.channel)) {
      return true;
    }
  }
  if (error.keyword !== "additionalProperties" || isOutputOnly(error)) return false;
  return !Object.hasOwn(CREDENTIAL_OBJECTS, error.params.additionalProperty);
}

/** Removes the field that an error concerns from the body, in place. */
export function dropUnknown(error: ErrorObject, body: unknown): void {
  const holder = at(body, error.instancePath);
  if (hasField(holder, error.params.additionalProperty)) delete holder[error.params.additionalProperty];
}

const isEntry = (pointer: string): boolean => /^\/channel_credentials\/\d+$/.test(pointer);

function at(body: unknown, pointer: string): unknown {
  const names = pointer.split("/").slice(1);
  return names.reduce<unknown>((value, name) => (hasField(value, name) ? value[name] : undefined), body);
}
