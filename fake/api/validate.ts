import { Ajv, type ErrorObject, type ValidateFunction } from "ajv";
import type { FakeBehaviour } from "../options.js";
import { invalidArgument } from "./api-error.js";
import { APP_FIELDS, REQUIRED_FIELDS } from "./app-fields.js";
import { CHANNELS, CREDENTIAL_OBJECTS, ENTRY_OUTPUT_ONLY } from "./channels.js";
import { checkEntries } from "./entry-rules.js";
import { hasField, isKnownHere } from "./known-here.js";
import { dropUnknown, isOutputOnly, isUnknown, withoutNulls } from "./unknown-fields.js";
import type { WireApp, WireEntry } from "./wire.js";

// `verbose` adds the schema that an error broke. The data that comes with it never goes into a message.
export const ajv = new Ajv({ allErrors: true, discriminator: true, verbose: true });
ajv.addKeyword({ keyword: "secret", schemaType: "boolean" });
ajv.addKeyword({
  keyword: "exactlyOne",
  type: "object",
  schemaType: "array",
  validate: (names: string[], data: object) => names.filter((name) => Object.hasOwn(data, name)).length === 1,
});
ajv.addKeyword({
  keyword: "allOrNone",
  type: "object",
  schemaType: "array",
  validate: (names: string[], data: object) => new Set(names.map((name) => Object.hasOwn(data, name))).size === 1,
});

const updateSchema = { type: "object", properties: APP_FIELDS, additionalProperties: false };
const isUpdate: ValidateFunction = ajv.compile(updateSchema);
const isCreate: ValidateFunction = ajv.compile({ ...updateSchema, required: [...REQUIRED_FIELDS] });

/** What happens to fields that the deployment doesn't know. */
type Unknown = FakeBehaviour["unknownFields"] | "refuse";

/** A valid request body. */
export type AppFields = { [field: string]: unknown; channel_credentials?: WireEntry[] };

/** Checks the body of a create request against the reference; names every wrong path. */
export function checkCreate(body: unknown, unknownFields: FakeBehaviour["unknownFields"]): AppFields {
  return check(isCreate, body, unknownFields);
}

/**
 * Checks the whole body of an update request, including what its mask leaves out. What the app already has may be sent
 * back.
 */
export function checkUpdate(
  body: unknown,
  app: WireApp,
  unknownFields: FakeBehaviour["unknownFields"],
  hasMask: boolean,
): AppFields {
  return check(isUpdate, body, unknownFields === "drop" && !hasMask ? "refuse" : unknownFields, app);
}

function check(validate: ValidateFunction, sent: unknown, unknown: Unknown, app?: WireApp): AppFields {
  const body = withoutNulls(sent);
  validate(body);
  const wrong = (validate.errors ?? []).filter(
    (error) => !(app && !isOutputOnly(error) && isKnownHere(error, body, app)),
  );
  const errors = unknown === "refuse" ? wrong : wrong.filter((error) => !isUnknown(error, body, unknown));
  if (errors.length > 0) throw invalidArgument([...new Set(errors.map(describe))].join("; "));
  if (unknown === "drop") for (const error of wrong) dropUnknown(error, body);

  const fields = body as AppFields;
  // Entries of an unknown channel have no schema that would refuse these.
  fields.channel_credentials?.forEach((entry, index) => {
    const mine = ENTRY_OUTPUT_ONLY.find((name) => hasField(entry, name));
    if (mine) throw invalidArgument(`channel_credentials[${index}].${mine}: is output only`);
  });
  checkEntries(fields.channel_credentials ?? []);
  return fields;
}

/** Describes a problem by its path, without its value. */
export function describe(error: ErrorObject): string {
  const at = wirePath(error.instancePath);
  switch (error.keyword) {
    case "required":
      return `${join(at, error.params.missingProperty)}: is required`;
    case "additionalProperties":
      return `${join(at, error.params.additionalProperty)}: ${strangerReason(error)}`;
    case "enum":
      return `${at}: must be one of ${error.params.allowedValues.join(", ")}`;
    case "const":
      return `${at}: must be ${error.params.allowedValue} for every channel except LINE`;
    case "discriminator":
      return `${join(at, "channel")}: must be one of ${Object.keys(CHANNELS).join(", ")}`;
    case "minLength":
      return `${at}: must not be empty`;
    case "exactlyOne":
      return `${at}: must have ${oneOf(error.schema as string[])}`;
    case "allOrNone":
      return `${at}: must have all of ${(error.schema as string[]).join(", ")}, or none`;
    default:
      return `${at || "body"}: ${error.message}`;
  }
}

function strangerReason(error: ErrorObject): string {
  if (isOutputOnly(error)) return "is output only";
  if (Object.hasOwn(CREDENTIAL_OBJECTS, error.params.additionalProperty)) {
    return "is not a credential object of this channel";
  }
  return "unknown field";
}

function oneOf(names: string[]): string {
  return names.length === 1 ? String(names[0]) : `exactly one of ${names.join(", ")}`;
}

/** `/channel_credentials/0/static_bearer` → `channel_credentials[0].static_bearer` */
function wirePath(pointer: string): string {
  return pointer
    .slice(1)
    .split("/")
    .reduce((path, part) => (/^\d+$/.test(part) ? `${path}[${part}]` : join(path, part)), "");
}

function join(path: string, name: string): string {
  return path ? `${path}.${name}` : name;
}
