import type { SchemaObject } from "ajv";
import { APP_FIELDS } from "./app-fields.js";
import { CREDENTIAL_OBJECTS, ENTRY_FIELDS } from "./channels.js";

/**
 * One schema for entries of every channel: secrets depend on the credential object, not on the channel that it came
 * with.
 */
export const ANY_ENTRY_SCHEMA: SchemaObject = {
  type: "object",
  properties: { channel: { type: "string", word: true }, ...CREDENTIAL_OBJECTS, ...ENTRY_FIELDS },
};

/** What the fake knows about an app, whatever its channels. */
export const APP_SCHEMA: SchemaObject = {
  type: "object",
  properties: { ...APP_FIELDS, channel_credentials: { type: "array", items: ANY_ENTRY_SCHEMA } },
};

/** The schema of a property, or `undefined` if it isn't known. */
export function propertyOf(schema: SchemaObject | undefined, name: string): SchemaObject | undefined {
  return Object.hasOwn(schema?.properties ?? {}, name) ? schema?.properties[name] : undefined;
}
