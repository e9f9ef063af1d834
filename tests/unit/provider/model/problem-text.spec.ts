import assert from "node:assert/strict";
import { allowed, suggestion } from "../../../../provider/model/problem-text";
import { UNKNOWN } from "../../../../provider/model/secrets";
import { problemsOf, removalsThatDestroy } from "../../../../provider/model/validate";
import { appType } from "../../../../provider/resources/app";
import { webhookType } from "../../../../provider/resources/webhook";
import { PROPERTIES } from "../../../fixtures/fields";

const sms = { channel: "SMS", staticBearer: { claimedIdentity: "plan", token: "t" } };
const line = (ordinal: number, over: object = {}) => ({
  channel: "LINE",
  lineCredentials: { token: "t", secret: "s", ...over },
  credentialOrdinalNumber: ordinal,
});
const app = (over: object = {}): Record<string, unknown> => ({
  projectId: "p1",
  region: "us",
  displayName: "Support",
  channelCredentials: [sms],
  ...over,
});
const apps = (...channelCredentials: unknown[]): Record<string, unknown> => app({ channelCredentials });

describe("allowed", () => {
  const rows: [node: Parameters<typeof allowed>[0], words: string][] = [
    [{ const: 0 }, "0"],
    [{ enum: ["A"] }, "A"],
    [{ enum: ["A", "B"] }, "one of A, B"],
    [{ type: "integer" }, "a whole number"],
    [{ type: "integer", minimum: 0, maximum: 7 }, "a whole number from 0 to 7"],
    [{ type: "boolean" }, "true or false"],
    [{ type: "string" }, "a string"],
    [{ type: "string", minLength: 1 }, "a non-empty string"],
    [{ type: "string", maxLength: 9 }, "a string of at most 9 characters"],
    [
      { type: "string", maxLength: 9, pattern: "x" },
      "a string of at most 9 characters, without blanks and without / \\ ? # %",
    ],
    [{ type: "array" }, "a list"],
    [{ type: "array", maxItems: 3 }, "a list of at most 3 entries"],
    [{ type: "array", minItems: 1, maxItems: 3 }, "a list of at least one entry"],
    [{ type: "array", minItems: 2 }, "a list of at least 2 entries"],
    [{ type: "object" }, "an object"],
  ];
  for (const [node, words] of rows) it(words, () => assert.equal(allowed(node), words));
});

describe("problemsOf", () => {
  const rows: [title: string, app: Record<string, unknown>, problems: string[]][] = [
    [
      "accepts null for what is unset beside another",
      apps({ ...line(0), lineEnterpriseCredentials: null }),
      ["channelCredentials[0].lineEnterpriseCredentials must be an object"],
    ],
    [
      "wants a channel",
      apps({ staticBearer: sms.staticBearer }),
      [
        "channelCredentials[0].channel is missing: must be one of WHATSAPP, RCS, SMS, VIBERBM, MESSENGER, VIBER, MMS, KAKAOTALK, KAKAOTALKCHAT, TELEGRAM, LINE, WECHAT, INSTAGRAM, APPLEBC",
      ],
    ],
    [
      "says of what the service sets just that",
      app({ queueStats: { outboundSize: "x" }, messageSearch: 7 }),
      [
        "queueStats is set by the service and can't be set here",
        "queueStats.outboundSize must be a whole number",
        "messageSearch is set by the service and can't be set here",
      ],
    ],
    [
      "counts indexes of more than one digit",
      apps(...Array.from({ length: 11 }, (_, n) => line(n, { isDefault: n === 0 })), {
        channel: "SMS",
        staticBearer: 7,
      }),
      ["channelCredentials[11].staticBearer must be an object"],
    ],
    [
      "quotes a name with a slash or a tilde unchanged",
      app({ "a/b~c": 1, "9x": 1, x9: 1 }),
      [
        `a/b~c is not a known property; allowed: ${PROPERTIES}`,
        `9x is not a known property; allowed: ${PROPERTIES}`,
        `x9 is not a known property; allowed: ${PROPERTIES}`,
      ],
    ],
    [
      "names each pair of entries that are the same",
      apps(line(1, { isDefault: true }), sms, line(1), sms),
      [
        "channelCredentials has the same entry more than once ([0] and [2], [1] and [3]): entries must differ in channel or credentialOrdinalNumber",
      ],
    ],
    [
      "takes no credentialOrdinalNumber for 0",
      apps(line(0, { isDefault: true }), { channel: "LINE", lineCredentials: { token: "t", secret: "s" } }),
      [
        "channelCredentials has the same entry more than once ([0] and [1]): entries must differ in channel or credentialOrdinalNumber",
      ],
    ],
    [
      "minds two defaults",
      apps(line(0, { isDefault: true }), line(1, { isDefault: true })),
      ["channelCredentials holds several LINE entries: exactly one must have isDefault: true"],
    ],
    [
      "offers a name that is near",
      app({ displayNmae: "x", retentionpolicy: {} }),
      [
        "displayNmae is not a known property; did you mean displayName?",
        "retentionpolicy is not a known property; did you mean retentionPolicy?",
      ],
    ],
    [
      "offers none that is far",
      apps({ ...sms, tok: 1 }),
      [
        "channelCredentials[0].tok is not a known property; allowed: channel, staticBearer, callbackSecret, credentialOrdinalNumber, extraFields",
      ],
    ],
    [
      "doesn't compare with a name of any length",
      app({ ["displayName".repeat(1000)]: 1 }),
      [`${"displayName".repeat(1000)} is not a known property; allowed: ${PROPERTIES}`],
    ],
    ["wants a list", app({ channelCredentials: {} }), ["channelCredentials must be a list of at most 1000 entries"]],
    [
      "wants true or false",
      app({ smartConversation: { enabled: 1 } }),
      ["smartConversation.enabled must be true or false"],
    ],
  ];
  for (const [title, stated, problems] of rows) {
    it(title, () => assert.deepEqual(problemsOf(appType, stated, []), problems));
  }

  it("accepts entries with unknown values", () => {
    const some = { ...line(1), credentialOrdinalNumber: UNKNOWN };
    assert.deepEqual(problemsOf(appType, apps(line(1, { isDefault: true }), some, line(2)), []), []);
    assert.deepEqual(problemsOf(appType, apps(line(1, { isDefault: UNKNOWN }), line(2)), []), []);
    assert.deepEqual(problemsOf(appType, apps(line(1), { ...line(2), lineCredentials: UNKNOWN }), []), []);
  });

  it("finds missing secrets in a field whose secrets are known", () => {
    const without = app({ callbackSettings: {} });
    assert.deepEqual(problemsOf(appType, without, ["callbackSettings"]), []);
    assert.equal(problemsOf(appType, without, ["channelCredentials"]).length, 1);
    assert.equal(
      problemsOf(appType, app({ displayName: undefined }), ["callbackSettings", "channelCredentials"]).length,
      1,
    );
  });
});

describe("problemsOf with the state", () => {
  const pigeon = { channel: "PIGEON", pigeon: { key: "k" } };
  it("accepts an unchanged entry, wherever it is now", () => {
    const before = apps(pigeon, sms);
    assert.deepEqual(problemsOf(appType, apps(sms, pigeon), [], before), []);
    assert.equal(problemsOf(appType, apps(sms, { ...pigeon, pigeon: { key: "other" } }), [], before).length, 1);
    assert.equal(problemsOf(appType, apps(sms, pigeon), [], apps(sms)).length, 1);
    assert.equal(problemsOf(appType, apps(sms, pigeon), []).length, 1);
  });

  it("accepts an unchanged field", () => {
    const newer = { processingMode: "NEWER" };
    assert.deepEqual(problemsOf(appType, app(newer), [], newer), []);
    assert.equal(problemsOf(appType, app(newer), [], { processingMode: "OTHER" }).length, 1);
    assert.equal(problemsOf(appType, app({ displayName: undefined }), [], {}).length, 1);
  });

  it("reports problems of a list as a whole, unless the list is unchanged", () => {
    assert.equal(problemsOf(appType, apps(sms, sms), [], apps(sms)).length, 1);
    assert.deepEqual(problemsOf(appType, apps(sms, sms), [], apps(sms, sms)), []);
  });
});

describe("removalsThatDestroy", () => {
  const policy = { retentionType: "MESSAGE_EXPIRE_POLICY", ttlDays: 30 };

  it("names the default and the fixes", () => {
    assert.deepEqual(removalsThatDestroy(appType, { retentionPolicy: policy }, { retentionPolicy: null }), [
      "retentionPolicy can't be removed: the service would go back to its default, which can delete messages. Set the value that " +
        'you want (the default is { retentionType: "MESSAGE_EXPIRE_POLICY", ttlDays: 180 }), or add "retentionPolicy" to ignoreChanges',
    ]);
    assert.deepEqual(
      removalsThatDestroy(appType, { retentionPolicy: policy }, { retentionPolicy: { retentionType: "x" } }),
      [
        "retentionPolicy.ttlDays can't be removed: the service would go back to its default, which can delete messages. Set the " +
          'value that you want (the default is 180), or add "retentionPolicy.ttlDays" to ignoreChanges',
      ],
    );
  });

  it("ignores fields that were absent, are unknown, or aren't objects", () => {
    for (const [before, after] of [
      [null, undefined],
      [undefined, undefined],
      [UNKNOWN, policy],
      [policy, UNKNOWN],
      [policy, "text"],
      ["text", policy],
    ]) {
      assert.deepEqual(removalsThatDestroy(appType, { retentionPolicy: before }, { retentionPolicy: after }), []);
    }
    assert.deepEqual(removalsThatDestroy(appType, { channelCredentials: [sms] }, {}), []);
  });

  it("reports all at once", () => {
    assert.equal(
      removalsThatDestroy(
        appType,
        { retentionPolicy: policy, dispatchRetentionPolicy: policy, processingMode: "x" },
        {},
      ).length,
      3,
    );
  });
});

describe("problemsOf for a webhook", () => {
  const webhook = {
    projectId: "p1",
    region: "us",
    appId: "A",
    target: "https://example.com/x",
    triggers: ["MESSAGE_INBOUND"],
  };
  const rows: [title: string, change: object, problems: string[]][] = [
    ["that is right", {}, []],
    [
      "with a trigger twice",
      { triggers: ["MESSAGE_INBOUND", "EVENT_INBOUND", "MESSAGE_INBOUND", "EVENT_INBOUND"] },
      ["triggers has the same value more than once ([0] and [2], [1] and [3])"],
    ],
    ["without triggers", { triggers: [] }, ["triggers must be a list of at least one entry"]],
    [
      "with a trigger of many that is misspelt",
      { triggers: ["MESSAGE_INBOUNT"] },
      ["triggers[0] isn't a known value; did you mean MESSAGE_INBOUND?"],
    ],
    ["with a type of few that is misspelt", { targetType: "HTTPS" }, ["targetType must be one of HTTP, DISMISS"]],
    ["with no URL", { target: "example.com" }, ["target must be a URL, such as https://example.com/path"]],
    ["with a user", { target: "https://u@example.com" }, ["target must not contain a user or a password"]],
    ["with a password", { target: "https://:p@example.com" }, ["target must not contain a user or a password"]],
    [
      "with a host of the service",
      { target: "https://conversation-api.x.sinch.com/y" },
      ["target must not point to this host; the service forbids it"],
    ],
  ];
  for (const [title, change, problems] of rows) {
    it(title, () => assert.deepEqual(problemsOf(webhookType, { ...webhook, ...change }, []), problems));
  }
});

describe("suggestion", () => {
  it("names similar values in any case, or else all", () => {
    assert.equal(suggestion("DISPLAYNAMES", ["displayName", "region"]), "did you mean displayName?");
    assert.equal(suggestion("ab", ["abcd"]), "did you mean abcd?");
    assert.equal(suggestion("a", ["abcd"]), "allowed: abcd");
    assert.equal(suggestion("abcdefgh", ["abcdefghijkl"]), "did you mean abcdefghijkl?");
    assert.equal(suggestion("x", []), "allowed: ");
  });
});
