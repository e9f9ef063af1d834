import type { SchemaObject } from "ajv";

// The reference's table of channels and their credential objects, as JSON Schema. `secret` marks what masked responses
// and the journal hide.
const text: SchemaObject = { type: "string", minLength: 1 };
const secret: SchemaObject = { ...text, secret: true };
const optionalText: SchemaObject = { type: "string" };
const flag: SchemaObject = { type: "boolean" };

function object(required: Record<string, SchemaObject>, optional: Record<string, SchemaObject> = {}): SchemaObject {
  return {
    type: "object",
    properties: { ...required, ...optional },
    required: Object.keys(required),
    additionalProperties: false,
  };
}

const linePair = object({ token: secret, secret });
const applePay = ["merchant_id", "apple_pay_certificate_reference", "apple_pay_certificate_password"];

/** Credential objects by their wire name. (doc) */
export const CREDENTIAL_OBJECTS: Record<string, SchemaObject> = {
  static_bearer: object({ claimed_identity: text, token: secret }),
  static_token: object({ token: secret }),
  mms_credentials: object(
    { account_id: text, api_key: secret },
    { basic_auth: object({ username: text, password: secret }), default_sender: optionalText },
  ),
  kakaotalk_credentials: object({ kakaotalk_plus_friend_id: text, kakaotalk_sender_key: secret }),
  kakaotalkchat_credentials: object({ kakaotalk_plus_friend_id: text }, { api_key: { type: "string", secret: true } }),
  telegram_credentials: object({ token: secret }),
  line_credentials: object({ token: secret, secret }, { is_default: flag }),
  line_enterprise_credentials: {
    ...object({}, { line_japan: linePair, line_thailand: linePair, is_default: flag }),
    exactlyOne: ["line_japan", "line_thailand"],
  },
  wechat_credentials: object({ app_id: text, app_secret: secret, token: secret, aes_key: secret }),
  instagram_credentials: object({ token: secret }, { business_account_id: optionalText }),
  applebc_credentials: {
    ...object(
      { business_chat_account_id: text },
      {
        merchant_id: optionalText,
        apple_pay_certificate_reference: optionalText,
        apple_pay_certificate_password: { type: "string", secret: true },
      },
    ),
    allOrNone: applePay,
  },
};

/** The credential objects that a channel accepts; each entry has exactly one. (doc) */
export const CHANNELS: Record<string, readonly string[]> = {
  WHATSAPP: ["static_bearer"],
  RCS: ["static_bearer"],
  SMS: ["static_bearer"],
  VIBERBM: ["static_bearer"],
  MESSENGER: ["static_token"],
  VIBER: ["static_token"],
  MMS: ["mms_credentials"],
  KAKAOTALK: ["kakaotalk_credentials"],
  KAKAOTALKCHAT: ["kakaotalkchat_credentials"],
  TELEGRAM: ["telegram_credentials"],
  LINE: ["line_credentials", "line_enterprise_credentials"],
  WECHAT: ["wechat_credentials"],
  INSTAGRAM: ["instagram_credentials"],
  APPLEBC: ["applebc_credentials"],
};

/** Entry fields beside the credential object. (doc) */
export const ENTRY_FIELDS: Record<string, SchemaObject> = {
  callback_secret: { type: "string", maxLength: 256, secret: true },
  credential_ordinal_number: { type: "integer", minimum: 0, maximum: 255 },
};

/** Entry fields that only the service sets. (doc) */
export const ENTRY_OUTPUT_ONLY: readonly string[] = ["state", "channel_known_id"];

/** One entry of `channel_credentials` in a request: its channel determines the credential object. */
export const ENTRY_SCHEMA: SchemaObject = {
  type: "object",
  required: ["channel"],
  discriminator: { propertyName: "channel" },
  oneOf: Object.entries(CHANNELS).map(([channel, objects]) => ({
    type: "object",
    properties: {
      channel: { const: channel },
      ...Object.fromEntries(objects.map((name) => [name, CREDENTIAL_OBJECTS[name]])),
      ...ENTRY_FIELDS,
      // Only LINE can appear several times, so only its entries are numbered. (doc)
      ...(channel === "LINE" ? {} : { credential_ordinal_number: { const: 0 } }),
    },
    exactlyOne: objects,
    additionalProperties: false,
  })),
};
