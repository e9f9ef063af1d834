import assert from "node:assert/strict";
import fc from "fast-check";
import { UNKNOWN } from "../../../../provider/model/secrets";
import { problemsOf, removalsThatDestroy } from "../../../../provider/model/validate";
import { appType } from "../../../../provider/resources/app";
import { PROPERTIES } from "../../../fixtures/fields";
import { type PlainApp, plainApp } from "../../../support/apps";

const sms = { channel: "SMS", staticBearer: { claimedIdentity: "plan", token: "CANARY-token" } };
const line = (ordinal: number, over: object = {}): object => ({
  channel: "LINE",
  lineCredentials: { token: "CANARY-t", secret: "CANARY-s", ...over },
  credentialOrdinalNumber: ordinal,
});
const BASE: PlainApp = { projectId: "p1", region: "us", displayName: "Support", channelCredentials: [sms] };
const withChannel = (item: unknown): PlainApp => ({ ...BASE, channelCredentials: [item] });

const CHANNELS =
  "WHATSAPP, RCS, SMS, VIBERBM, MESSENGER, VIBER, MMS, KAKAOTALK, KAKAOTALKCHAT, TELEGRAM, LINE, WECHAT, INSTAGRAM, APPLEBC";
const A_TEXT = "must be a non-empty string of at most 16384 characters";

const refused: [string, PlainApp, string[]][] = [
  [
    "a channel that doesn't exist",
    withChannel({ channel: "PIGEON" }),
    [
      `channelCredentials[0].channel is not a channel; allowed: ${CHANNELS}. For a channel newer than this version, set extraFields beside it`,
    ],
  ],
  [
    "a misspelt channel",
    withChannel({ channel: "WhatsApp" }),
    ["channelCredentials[0].channel is not a channel; did you mean WHATSAPP?"],
  ],
  [
    "a channel in the wrong case",
    withChannel({ channel: "sms" }),
    ["channelCredentials[0].channel is not a channel; did you mean SMS?"],
  ],
  [
    "the credential object of another channel",
    withChannel({ channel: "MESSENGER", staticBearer: { claimedIdentity: "i", token: "CANARY" } }),
    [
      "channelCredentials[0].staticToken is missing: must be an object",
      "channelCredentials[0].staticBearer isn't for MESSENGER, which takes staticToken",
    ],
  ],
  [
    "two credential objects in one entry",
    withChannel({ ...line(0), lineEnterpriseCredentials: { lineJapan: { token: "CANARY", secret: "CANARY" } } }),
    ["channelCredentials[0] must have exactly one of lineCredentials, lineEnterpriseCredentials"],
  ],
  [
    "a missing secret",
    withChannel({ channel: "SMS", staticBearer: { claimedIdentity: "i" } }),
    [`channelCredentials[0].staticBearer.token is missing: ${A_TEXT}`],
  ],
  [
    "ttlDays 0",
    { ...BASE, retentionPolicy: { retentionType: "MESSAGE_EXPIRE_POLICY", ttlDays: 0 } },
    ["retentionPolicy.ttlDays must be a whole number from 1 to 3650"],
  ],
  [
    "ttlDays 3651",
    { ...BASE, retentionPolicy: { retentionType: "MESSAGE_EXPIRE_POLICY", ttlDays: 3651 } },
    ["retentionPolicy.ttlDays must be a whole number from 1 to 3650"],
  ],
  [
    "ttlDays 1.5",
    { ...BASE, retentionPolicy: { retentionType: "MESSAGE_EXPIRE_POLICY", ttlDays: 1.5 } },
    ["retentionPolicy.ttlDays must be a whole number from 1 to 3650"],
  ],
  [
    "ttlDays 8 for dispatch",
    { ...BASE, dispatchRetentionPolicy: { retentionType: "MESSAGE_EXPIRE_POLICY", ttlDays: 8 } },
    ["dispatchRetentionPolicy.ttlDays must be a whole number from 0 to 7"],
  ],
  [
    "a dispatch policy of another type",
    { ...BASE, dispatchRetentionPolicy: { retentionType: "PERSIST_RETENTION_POLICY" } },
    ["dispatchRetentionPolicy.retentionType must be MESSAGE_EXPIRE_POLICY"],
  ],
  [
    "retryDuration 29",
    { ...BASE, messageRetrySettings: { retryDuration: 29 } },
    ["messageRetrySettings.retryDuration must be a whole number from 30 to 3600"],
  ],
  [
    "retryDuration 3601",
    { ...BASE, messageRetrySettings: { retryDuration: 3601 } },
    ["messageRetrySettings.retryDuration must be a whole number from 30 to 3600"],
  ],
  [
    "a waiting time of 9",
    { ...BASE, deliveryReportBasedFallback: { enabled: true, deliveryReportWaitingTime: 9 } },
    ["deliveryReportBasedFallback.deliveryReportWaitingTime must be a whole number from 10 to 259200"],
  ],
  [
    "a callback secret of 257 characters",
    withChannel({ ...sms, callbackSecret: "CANARY".repeat(43).slice(0, 257) }),
    ["channelCredentials[0].callbackSecret must be a string of at most 256 characters"],
  ],
  [
    "two SMS entries",
    { ...BASE, channelCredentials: [sms, sms] },
    [
      "channelCredentials has the same entry more than once ([0] and [1]): entries must differ in channel or credentialOrdinalNumber",
    ],
  ],
  [
    "an ordinal outside of LINE",
    withChannel({ ...sms, credentialOrdinalNumber: 1 }),
    ["channelCredentials[0].credentialOrdinalNumber must be 0"],
  ],
  [
    "two LINE entries with the same ordinal",
    { ...BASE, channelCredentials: [line(3, { isDefault: true }), sms, line(3)] },
    [
      "channelCredentials has the same entry more than once ([0] and [2]): entries must differ in channel or credentialOrdinalNumber",
    ],
  ],
  [
    "several LINE entries without a default",
    { ...BASE, channelCredentials: [line(0), line(1)] },
    ["channelCredentials holds several LINE entries: exactly one must have isDefault: true"],
  ],
  [
    "lineJapan with lineThailand",
    withChannel({
      channel: "LINE",
      lineEnterpriseCredentials: {
        lineJapan: { token: "CANARY", secret: "CANARY" },
        lineThailand: { token: "CANARY", secret: "CANARY" },
      },
    }),
    ["channelCredentials[0].lineEnterpriseCredentials must have exactly one of lineJapan, lineThailand"],
  ],
  [
    "Apple Pay in part",
    withChannel({ channel: "APPLEBC", applebcCredentials: { businessChatAccountId: "b", merchantId: "m" } }),
    [
      "channelCredentials[0].applebcCredentials must have all of merchantId, applePayCertificateReference, applePayCertificatePassword, or none",
    ],
  ],
  [
    "an output-only property",
    { ...BASE, queueStats: { outboundSize: 1 } },
    ["queueStats is set by the service and can't be set here"],
  ],
  [
    "an output-only property of a channel",
    withChannel({ ...sms, state: { status: "ACTIVE" } }),
    ["channelCredentials[0].state is set by the service and can't be set here"],
  ],
  [
    "a misspelt property",
    { ...BASE, retentionPolcy: { retentionType: "CANARY" } },
    ["retentionPolcy is not a known property; did you mean retentionPolicy?"],
  ],
  ["an empty name", { ...BASE, displayName: "" }, [`displayName ${A_TEXT}`]],
  ["no name", { projectId: "p1", region: "us", channelCredentials: [] }, [`displayName is missing: ${A_TEXT}`]],
  [
    "a policy without its type",
    { ...BASE, retentionPolicy: { ttlDays: 7 } },
    [
      "retentionPolicy.retentionType is missing: must be one of MESSAGE_EXPIRE_POLICY, CONVERSATION_EXPIRE_POLICY, PERSIST_RETENTION_POLICY",
    ],
  ],
  ["a region that doesn't exist", { ...BASE, region: "mars" }, ["region must be one of us, eu, br"]],
  ["null", { ...BASE, smartConversation: null }, ["smartConversation must be an object"]],
  [
    "null for a secret",
    withChannel({ channel: "MESSENGER", staticToken: { token: null } }),
    [`channelCredentials[0].staticToken.token ${A_TEXT}`],
  ],
  [
    "NaN",
    { ...BASE, messageRetrySettings: { retryDuration: Number.NaN } },
    ["messageRetrySettings.retryDuration must be a whole number from 30 to 3600"],
  ],
  [
    "a text instead of a number",
    { ...BASE, messageRetrySettings: { retryDuration: "60" } },
    ["messageRetrySettings.retryDuration must be a whole number from 30 to 3600"],
  ],
  ["a name of 10 MB", { ...BASE, displayName: "x".repeat(10_000_000) }, [`displayName ${A_TEXT}`]],
  [
    "__proto__ as a property",
    JSON.parse(JSON.stringify(BASE).replace("{", '{"__proto__":{"x":1},')),
    [`__proto__ is not a known property; allowed: ${PROPERTIES}`],
  ],
];

describe("problemsOf", () => {
  it("accepts every valid app", () => {
    fc.assert(
      fc.property(plainApp, (app) =>
        assert.deepEqual(problemsOf(appType, { projectId: "p", region: "br", ...app }, []), []),
      ),
    );
  });

  for (const [title, app, problems] of refused) {
    it(`refuses ${title}`, () => {
      const found = problemsOf(appType, app, []);
      assert.deepEqual(found, problems);
      assert.doesNotMatch(found.join("\n"), /CANARY/);
    });
  }

  it("reports every problem at once", () => {
    const app = {
      ...BASE,
      region: "mars",
      displayName: "",
      channelCredentials: [{ channel: "SMSS" }, sms, sms],
      nope: 1,
    };
    assert.equal(problemsOf(appType, app, []).length, 5);
  });

  it("accepts MMS credentials without basicAuth, and requires both parts of one", () => {
    const mms = (more: object): PlainApp =>
      withChannel({ channel: "MMS", mmsCredentials: { accountId: "account", apiKey: "key", ...more } });
    assert.deepEqual(problemsOf(appType, mms({}), []), []);
    assert.deepEqual(problemsOf(appType, mms({ basicAuth: { username: "user" } }), []), [
      `channelCredentials[0].mmsCredentials.basicAuth.password is missing: ${A_TEXT}`,
    ]);
  });

  it("accepts unknown values at any depth", () => {
    const anywhere = (value: unknown): unknown[] => {
      if (Array.isArray(value))
        return [UNKNOWN, ...value.flatMap((item, i) => anywhere(item).map((v) => value.with(i, v)))];
      if (typeof value !== "object" || value === null) return [UNKNOWN];
      const below = Object.entries(value).flatMap(([name, v]) => anywhere(v).map((u) => ({ ...value, [name]: u })));
      return [UNKNOWN, ...below];
    };
    fc.assert(
      fc.property(plainApp, (app) => {
        for (const variant of anywhere({ projectId: "p", region: "br", ...app })) {
          if (variant !== UNKNOWN) assert.deepEqual(problemsOf(appType, variant as PlainApp, []), []);
        }
      }),
      { numRuns: 30 },
    );
  });

  it("doesn't report unknown secrets as missing", () => {
    const app = withChannel({
      channel: "APPLEBC",
      applebcCredentials: { businessChatAccountId: "b", merchantId: "m", applePayCertificateReference: "r" },
    });
    assert.deepEqual(problemsOf(appType, app, ["channelCredentials"]), []);
    assert.deepEqual(problemsOf(appType, withChannel({ channel: "SMS", staticBearer: {} }), ["channelCredentials"]), [
      `channelCredentials[0].staticBearer.claimedIdentity is missing: ${A_TEXT}`,
    ]);
  });
});

describe("removalsThatDestroy", () => {
  const policy = { retentionType: "MESSAGE_EXPIRE_POLICY", ttlDays: 3650 };
  const rows: [string, PlainApp, PlainApp, RegExp | undefined][] = [
    ["retentionPolicy", { retentionPolicy: policy }, {}, /^retentionPolicy can't be removed: .*ignoreChanges/],
    ["dispatchRetentionPolicy", { dispatchRetentionPolicy: policy }, {}, /^dispatchRetentionPolicy can't be removed/],
    [
      "processingMode",
      { processingMode: "CONVERSATION" },
      {},
      /^processingMode can't be removed: the service has no fixed default to go back to, .*ignoreChanges/,
    ],
    [
      "only ttlDays",
      { retentionPolicy: policy },
      { retentionPolicy: { retentionType: policy.retentionType } },
      /^retentionPolicy\.ttlDays can't be removed/,
    ],
    ["smartConversation", { smartConversation: { enabled: true } }, {}, undefined],
    ["a policy that isn't known yet", { retentionPolicy: policy }, { retentionPolicy: UNKNOWN }, undefined],
  ];
  for (const [title, olds, news, refusal] of rows) {
    it(`${refusal ? "refuses" : "allows"} ${title}`, () => {
      const found = removalsThatDestroy(appType, olds, news);
      assert.equal(found.length, refusal ? 1 : 0);
      if (refusal) assert.match(found[0] ?? "", refusal);
    });
  }
});
