import fc from "fast-check";

/** An app as a program states it, secrets in their places. */
export type PlainApp = Record<string, unknown>;

/** The text of a token, never one that looks like a mask. */
const token = fc.stringMatching(/^[a-z]{4}-[A-Za-z0-9_-]{6,24}$/);
const text = fc.stringMatching(/^[A-Za-zÅäö0-9 .#/~-]{1,20}$/).filter((value) => value.trim() !== "");
const some = <T>(values: Record<string, fc.Arbitrary<T>>, requiredKeys: string[]) =>
  fc.record(values, { requiredKeys }) as fc.Arbitrary<PlainApp>;

const bearer = some({ claimedIdentity: text, token }, ["claimedIdentity", "token"]);
const country = some({ token, secret: token }, ["token", "secret"]);

/** The credential object of each channel, written down from the API's reference. */
const CREDENTIALS: Record<string, Record<string, fc.Arbitrary<PlainApp>>> = {
  WHATSAPP: { staticBearer: bearer },
  RCS: { staticBearer: bearer },
  SMS: { staticBearer: bearer },
  VIBERBM: { staticBearer: bearer },
  MESSENGER: { staticToken: some({ token }, ["token"]) },
  VIBER: { staticToken: some({ token }, ["token"]) },
  MMS: {
    mmsCredentials: some(
      {
        accountId: text as fc.Arbitrary<unknown>,
        apiKey: token,
        basicAuth: some({ username: text, password: token }, ["username", "password"]),
        defaultSender: text,
      },
      ["accountId", "apiKey"],
    ),
  },
  KAKAOTALK: {
    kakaotalkCredentials: some({ kakaotalkPlusFriendId: text, kakaotalkSenderKey: token }, [
      "kakaotalkPlusFriendId",
      "kakaotalkSenderKey",
    ]),
  },
  KAKAOTALKCHAT: {
    kakaotalkchatCredentials: some({ kakaotalkPlusFriendId: text, apiKey: token }, ["kakaotalkPlusFriendId"]),
  },
  TELEGRAM: { telegramCredentials: some({ token }, ["token"]) },
  WECHAT: {
    wechatCredentials: some({ appId: text, appSecret: token, token, aesKey: token }, [
      "appId",
      "appSecret",
      "token",
      "aesKey",
    ]),
  },
  INSTAGRAM: { instagramCredentials: some({ token, businessAccountId: text }, ["token"]) },
  APPLEBC: {
    applebcCredentials: fc.oneof(
      some({ businessChatAccountId: text }, ["businessChatAccountId"]),
      some(
        {
          businessChatAccountId: text,
          merchantId: text,
          applePayCertificateReference: text,
          applePayCertificatePassword: token,
        },
        ["businessChatAccountId", "merchantId", "applePayCertificateReference", "applePayCertificatePassword"],
      ),
    ),
  },
};

const entry = (channel: string): fc.Arbitrary<PlainApp> =>
  fc.oneof(
    ...Object.entries(CREDENTIALS[channel] ?? {}).map(([name, credentials]) =>
      some({ channel: fc.constant(channel) as fc.Arbitrary<unknown>, [name]: credentials, callbackSecret: token }, [
        "channel",
        name,
      ]),
    ),
  );

const line = (ordinal: number, isDefault: boolean): fc.Arbitrary<PlainApp> =>
  fc
    .oneof(
      country.map((credentials) => ({ lineCredentials: { ...credentials, ...(isDefault ? { isDefault } : {}) } })),
      fc.tuple(fc.constantFrom("lineJapan", "lineThailand"), country).map(([name, credentials]) => ({
        lineEnterpriseCredentials: { [name]: credentials, ...(isDefault ? { isDefault } : {}) },
      })),
    )
    .map((credentials) => ({
      channel: "LINE",
      ...credentials,
      ...(ordinal > 0 ? { credentialOrdinalNumber: ordinal } : {}),
    }));

const lines: fc.Arbitrary<PlainApp[]> = fc
  .uniqueArray(fc.integer({ min: 0, max: 255 }), { maxLength: 3 })
  .chain((ordinals) => fc.tuple(...ordinals.map((ordinal, index) => line(ordinal, index === 0))));

const channelCredentials = fc
  .tuple(
    fc
      .uniqueArray(fc.constantFrom(...Object.keys(CREDENTIALS)), { maxLength: 4 })
      .chain((channels) => fc.tuple(...channels.map(entry))),
    fc.oneof({ weight: 2, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: lines }),
  )
  .map((parts) => parts.flat())
  .chain((entries) => fc.shuffledSubarray(entries, { minLength: entries.length, maxLength: entries.length }));

const enabled = fc.boolean();

/** A valid app. Both retention policies and the processing mode are always stated, so that none is ever removed. */
export const plainApp: fc.Arbitrary<PlainApp> = fc
  .record(
    {
      displayName: text,
      channelCredentials,
      retentionPolicy: fc.record({
        retentionType: fc.constantFrom(
          "MESSAGE_EXPIRE_POLICY",
          "CONVERSATION_EXPIRE_POLICY",
          "PERSIST_RETENTION_POLICY",
        ),
        ttlDays: fc.integer({ min: 1, max: 3650 }),
      }),
      dispatchRetentionPolicy: fc.record({
        retentionType: fc.constant("MESSAGE_EXPIRE_POLICY"),
        ttlDays: fc.integer({ min: 0, max: 7 }),
      }),
      processingMode: fc.constantFrom("CONVERSATION", "DISPATCH"),
      consentManagerSettings: fc.record({ mode: fc.constantFrom("DISABLED", "PRIMARY", "SECONDARY") }),
      conversationMetadataReportView: fc.constantFrom("NONE", "FULL"),
      smartConversation: fc.record({ enabled }),
      callbackSettings: fc.record({ secretForOverriddenCallbackUrls: fc.oneof(fc.constant(""), token) }),
      deliveryReportBasedFallback: fc.record(
        { enabled, deliveryReportWaitingTime: fc.integer({ min: 10, max: 259200 }) },
        { requiredKeys: ["enabled"] },
      ),
      messageRetrySettings: fc.record({ retryDuration: fc.integer({ min: 30, max: 3600 }) }),
    },
    {
      requiredKeys: [
        "displayName",
        "channelCredentials",
        "retentionPolicy",
        "dispatchRetentionPolicy",
        "processingMode",
      ],
    },
  )
  .map((app) => JSON.parse(JSON.stringify(app)) as PlainApp);

/** `displayName` → `display_name`, deep: the tests' own, so that the provider's can be wrong. */
export function snakeCase(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(snakeCase);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, below]) => [
      name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
      snakeCase(below),
    ]),
  );
}

/** What the reference says a value is that an app doesn't have, for those that the random programs set. */
const DEFAULTS: Readonly<Record<string, unknown>> = { enabled: false, retry_duration: 3600 };

/** Paths in `asked` that `there` holds otherwise. What isn't asked for may be anything, and what isn't there has its documented default. */
export function missingFrom(asked: unknown, there: unknown, path = ""): string[] {
  if (Array.isArray(asked)) {
    if (!Array.isArray(there) || there.length !== asked.length) return [`${path}: another list`];
    return asked.flatMap((item, index) => missingFrom(item, there[index], `${path}[${index}]`));
  }
  if (typeof asked === "object" && asked !== null) {
    return Object.entries(asked).flatMap(([name, value]) =>
      missingFrom(value, (there as Record<string, unknown> | undefined)?.[name], `${path}.${name}`),
    );
  }
  const byDefault = asked === "" || asked === DEFAULTS[path.slice(path.lastIndexOf(".") + 1)];
  return asked === there || (byDefault && (there ?? "") === "") ? [] : [path];
}
