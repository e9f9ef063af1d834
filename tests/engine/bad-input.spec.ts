import assert from "node:assert/strict";
import { App, type AppArgs } from "pulumi-sinch-conversation";
import { type Fake, startFake } from "../../fake";
import { PROPERTIES } from "../fixtures/fields";
import { useEngine } from "../support/engine";
import { fakeEnvironment, type Run, TestStack } from "../support/stack";

// The engine ends a run at the first resource that `check` refuses, and shows all that is wrong with that one. So the
// mistakes share a few apps, each the one app of a preview.

/** What is wrong in an app, and the line that says so: all lines of the preview. */
interface Program {
  readonly args: unknown;
  readonly problems: Readonly<Record<string, string>>;
}

const bearer = { claimedIdentity: "identity", token: "CANARY-token" };
const secrets = { token: "CANARY-token", secret: "CANARY-secret" };

const CHANNELS =
  "WHATSAPP, RCS, SMS, VIBERBM, MESSENGER, VIBER, MMS, KAKAOTALK, KAKAOTALKCHAT, TELEGRAM, LINE, WECHAT, INSTAGRAM, APPLEBC";
const A_TEXT = "must be a non-empty string of at most 16384 characters";
const TYPES = "one of MESSAGE_EXPIRE_POLICY, CONVERSATION_EXPIRE_POLICY, PERSIST_RETENTION_POLICY";

const PROGRAMS: readonly Program[] = [
  {
    args: {
      region: "mars",
      displayName: "",
      channelCredentials: [
        { channel: "PIGEON", pigeonCredentials: { loftKey: "CANARY-loft" } },
        { channel: "WhatsApp", staticBearer: bearer },
        { channel: "MESSENGER", staticBearer: bearer },
        { channel: "TELEGRAM", telegramCredentials: { token: "CANARY-token" }, staticToken: { token: "CANARY-token" } },
        { channel: "VIBERBM", staticBearer: { claimedIdentity: "identity" } },
        { channel: "RCS", staticBearer: bearer, callbackSecret: "CANARY".repeat(43).slice(0, 257) },
        { channel: "SMS", staticBearer: bearer },
        { channel: "SMS", staticBearer: bearer },
        { channel: "LINE", lineCredentials: secrets, credentialOrdinalNumber: 3 },
        { channel: "LINE", lineCredentials: secrets, credentialOrdinalNumber: 3 },
        { channel: "LINE", lineEnterpriseCredentials: { lineJapan: secrets, lineThailand: secrets } },
        {
          channel: "LINE",
          lineCredentials: secrets,
          lineEnterpriseCredentials: { lineJapan: secrets },
          credentialOrdinalNumber: 4,
        },
        { channel: "LINE", lineCredentials: secrets, credentialOrdinalNumber: 256 },
        { channel: "APPLEBC", applebcCredentials: { businessChatAccountId: "account", merchantId: "merchant" } },
        { channel: "WECHAT", wechatCredentials: { appId: "app", appSecret: "CANARY", aesKey: "CANARY" } },
        { channel: "VIBER", staticToken: { token: "CANARY" }, credentialOrdinalNumber: 1, state: { status: "ACTIVE" } },
      ],
      retentionPolicy: { retentionType: "MESSAGE_EXPIRE_POLICY", ttlDays: 0 },
      dispatchRetentionPolicy: { retentionType: "PERSIST_RETENTION_POLICY", ttlDays: 8 },
      processingMode: "dispatch",
      messageRetrySettings: { retryDuration: 29 },
      deliveryReportBasedFallback: { enabled: "CANARY", deliveryReportWaitingTime: 9 },
      smartConversation: { enable: true },
      queueStats: { outboundSize: 1 },
      retentionPolcy: { token: "CANARY" },
    },
    problems: {
      "a region that doesn't exist @bad-input-region": "region must be one of us, eu, br",
      "an empty name @bad-input-display-name": `displayName ${A_TEXT}`,
      "an unknown channel @bad-input-unknown-channel": `channelCredentials[0].channel is not a channel; allowed: ${CHANNELS}. For a channel newer than this version, set extraFields beside it`,
      "a misspelt channel @bad-input-unknown-channel":
        "channelCredentials[1].channel is not a channel; did you mean WHATSAPP?",
      "the credential object of another channel @bad-input-other-credential":
        "channelCredentials[2].staticBearer isn't for MESSENGER, which takes staticToken",
      "no credential object of its own": "channelCredentials[2].staticToken is missing: must be an object",
      "two credential objects in one entry @bad-input-two-credentials":
        "channelCredentials[3].staticToken isn't for TELEGRAM, which takes telegramCredentials",
      "a missing secret @bad-input-missing-secret": `channelCredentials[4].staticBearer.token is missing: ${A_TEXT}`,
      "a callback secret of 257 characters @bad-input-callback-secret":
        "channelCredentials[5].callbackSecret must be a string of at most 256 characters",
      "two SMS entries, two LINE entries with the same ordinal @bad-input-twin-channels":
        "channelCredentials has the same entry more than once ([6] and [7], [8] and [9]): entries must differ in channel or credentialOrdinalNumber",
      "several LINE entries without a default @bad-input-line-default":
        "channelCredentials holds several LINE entries: exactly one must have isDefault: true",
      "lineJapan with lineThailand @bad-input-line-countries":
        "channelCredentials[10].lineEnterpriseCredentials must have exactly one of lineJapan, lineThailand",
      "two credential objects of LINE @bad-input-two-credentials":
        "channelCredentials[11] must have exactly one of lineCredentials, lineEnterpriseCredentials",
      "an ordinal of 256": "channelCredentials[12].credentialOrdinalNumber must be a whole number from 0 to 255",
      "Apple Pay in part @bad-input-apple-pay":
        "channelCredentials[13].applebcCredentials must have all of merchantId, applePayCertificateReference, applePayCertificatePassword, or none",
      "one missing secret of several @bad-input-missing-secret": `channelCredentials[14].wechatCredentials.token is missing: ${A_TEXT}`,
      "an ordinal outside of LINE": "channelCredentials[15].credentialOrdinalNumber must be 0",
      "an output-only property of a channel @bad-input-output-only":
        "channelCredentials[15].state is set by the service and can't be set here",
      "ttlDays 0 @bad-input-ttl-days": "retentionPolicy.ttlDays must be a whole number from 1 to 3650",
      "a dispatch policy of another type": "dispatchRetentionPolicy.retentionType must be MESSAGE_EXPIRE_POLICY",
      "ttlDays 8 for dispatch @bad-input-ttl-days":
        "dispatchRetentionPolicy.ttlDays must be a whole number from 0 to 7",
      "a value in the wrong case": "processingMode must be one of CONVERSATION, DISPATCH",
      "retryDuration 29 @bad-input-retry-duration":
        "messageRetrySettings.retryDuration must be a whole number from 30 to 3600",
      "a text where true or false belongs": "deliveryReportBasedFallback.enabled must be true or false",
      "a waiting time of 9 @bad-input-waiting-time":
        "deliveryReportBasedFallback.deliveryReportWaitingTime must be a whole number from 10 to 259200",
      "a missing property": "smartConversation.enabled is missing: must be true or false",
      "a misspelt property @bad-input-misspelt":
        "smartConversation.enable is not a known property; did you mean enabled?",
      "an output-only property @bad-input-output-only": "queueStats is set by the service and can't be set here",
      "a misspelt field @bad-input-misspelt": "retentionPolcy is not a known property; did you mean retentionPolicy?",
    },
  },
  {
    args: {
      channelCredentials: [null, { channel: "MESSENGER", staticToken: { token: null } }, { staticBearer: bearer }],
      retentionPolicy: { ttlDays: 3651 },
      dispatchRetentionPolicy: { retentionType: "MESSAGE_EXPIRE_POLICY", ttlDays: Number.NEGATIVE_INFINITY },
      processingMode: null,
      messageRetrySettings: { retryDuration: 3601 },
      smartConversation: null,
      callbackSettings: { secretForOverriddenCallbackUrls: 7 },
      constructor: "CANARY",
    },
    problems: {
      "no name @bad-input-display-name": `displayName is missing: ${A_TEXT}`,
      "null for an entry @bad-input-null": "channelCredentials[0] must be an object",
      "null for a secret @bad-input-null": `channelCredentials[1].staticToken.token ${A_TEXT}`,
      "an entry without its channel": `channelCredentials[2].channel is missing: must be one of ${CHANNELS}`,
      "a policy without its type @bad-input-policy-type": `retentionPolicy.retentionType is missing: must be ${TYPES}`,
      "ttlDays 3651 @bad-input-ttl-days": "retentionPolicy.ttlDays must be a whole number from 1 to 3650",
      "less than any number": "dispatchRetentionPolicy.ttlDays must be a whole number from 0 to 7",
      "null for a field @bad-input-null": "processingMode must be one of CONVERSATION, DISPATCH",
      "retryDuration 3601 @bad-input-retry-duration":
        "messageRetrySettings.retryDuration must be a whole number from 30 to 3600",
      "null for an object @bad-input-null": "smartConversation must be an object",
      "a number for a secret":
        "callbackSettings.secretForOverriddenCallbackUrls must be a string of at most 16384 characters",
      "constructor as a key": `constructor is not a known property; allowed: ${PROPERTIES}`,
    },
  },
  {
    args: {
      displayName: "x".repeat(10_000_000),
      channelCredentials: [
        { channel: "SMS", staticBearer: bearer },
        { channel: "__proto__", staticBearer: bearer },
      ],
      retentionPolicy: { retentionType: "MESSAGE_EXPIRE_POLICY", ttlDays: 1.5 },
      messageRetrySettings: { retryDuration: Number.NaN },
    },
    problems: {
      "a name of 10 MB @bad-input-long-text": `displayName ${A_TEXT}`,
      "__proto__ as a channel @bad-input-proto": `channelCredentials[1].channel is not a channel; allowed: ${CHANNELS}`,
      "ttlDays 1.5 @bad-input-ttl-days": "retentionPolicy.ttlDays must be a whole number from 1 to 3650",
      "NaN @bad-input-nan": "messageRetrySettings.retryDuration must be a whole number from 30 to 3600",
    },
  },
];

describe("a preview, through the engine, refuses bad input:", function () {
  this.timeout(120_000);
  const engine = useEngine();
  let fake: Fake;
  let test: TestStack;
  const previews: Run[] = [];

  before(async () => {
    fake = await startFake();
    test = await TestStack.create(engine(), fakeEnvironment(fake));
    for (const { args } of PROGRAMS) {
      test.use(async () => {
        new App("app", args as AppArgs);
      });
      previews.push(await test.preview());
    }
  });
  after(async () => {
    await test?.remove();
    await fake?.close();
  });

  PROGRAMS.forEach(({ problems }, index) => {
    for (const [mistake, line] of Object.entries(problems)) {
      it(mistake, () => {
        const found = problemsIn(previews[index] as Run);
        assert.ok(found.includes(line), found.join("\n"));
      });
    }
  });

  it("with nothing else said, all of it at once, and no value @bad-input", () => {
    PROGRAMS.forEach(({ problems }, index) => {
      const { ok, output, events } = previews[index] as Run;
      assert.equal(ok, false);
      assert.deepEqual(problemsIn({ events }).sort(), Object.values(problems).sort());
      assert.ok(output.length < 20_000);
      assert.doesNotMatch(output, /CANARY|xxxx|\n\s+at /);
    });
  });

  // What stands under it would get lost on the way to the engine, or count as properties of the object that it is in.
  for (const value of [7, "CANARY", { polluted: "CANARY" }]) {
    it(`__proto__ as a key, holding ${typeof value} @bad-input-proto`, () => {
      const proto = JSON.parse(`{"__proto__":${JSON.stringify(value)}}`) as object;
      const sms = { channel: "SMS", staticBearer: { ...bearer, ...proto } };
      for (const [args, path] of [
        [{ displayName: "A", channelCredentials: [], ...proto }, "args"],
        [{ displayName: "A", channelCredentials: [sms] }, "args.channelCredentials[0].staticBearer"],
      ] as const) {
        const message = `App "a": ${path} holds __proto__, which is not a known property.`;
        assert.throws(() => new App("a", args as unknown as AppArgs), { message });
      }
    });
  }

  it("with nothing sent @bad-input", () => {
    assert.deepEqual(fake.journal.entries, []);
  });
});

/** What the engine says to be wrong with the app. */
function problemsIn({ events }: Pick<Run, "events">): string[] {
  return events.flatMap(({ diagnosticEvent }) => {
    if (diagnosticEvent?.severity !== "error") return [];
    return diagnosticEvent.message
      .split(/^.* resource 'app' has a problem: /)
      .slice(1)
      .map((line) => line.trim());
  });
}
