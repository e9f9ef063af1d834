import fc from "fast-check";

/** What a program sets of a webhook, without outputs. */
export type PlainWebhook = Readonly<Record<string, unknown>>;

const TRIGGERS = ["MESSAGE_INBOUND", "MESSAGE_DELIVERY", "OPT_IN", "OPT_OUT", "CAPABILITY", "SMART_CONVERSATION"];

const text = fc.string({ minLength: 1, maxLength: 12, unit: fc.constantFrom(..."abcXYZ019-é€".split("")) });

const credentials = fc.record(
  {
    clientId: text,
    clientSecret: text,
    endpoint: text.map((path) => `https://auth.example.com/${encodeURIComponent(path)}`),
    scope: text,
    responseType: text,
    tokenRequestType: fc.constantFrom("BASIC", "FORM"),
  },
  { requiredKeys: ["clientId", "clientSecret", "endpoint"] },
);

/** A webhook of an app, any of its fields set. */
export const plainWebhook = (appId: string): fc.Arbitrary<PlainWebhook> =>
  fc.record(
    {
      appId: fc.constant(appId),
      target: text.map((path) => `https://hooks.example.com/${encodeURIComponent(path)}`),
      triggers: fc.uniqueArray(fc.constantFrom(...TRIGGERS), { minLength: 1 }),
      targetType: fc.constantFrom("HTTP", "DISMISS"),
      secret: text,
      clientCredentials: credentials,
    },
    { requiredKeys: ["appId", "target", "triggers"] },
  );
