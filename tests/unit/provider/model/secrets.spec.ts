import assert from "node:assert/strict";
import fc from "fast-check";
import type { Fields } from "../../../../provider/model/leaves";
import { isHidden, liftSecrets, restoreSecrets, textsIn, UNKNOWN } from "../../../../provider/model/secrets";
import { appType } from "../../../../provider/resources/app";
import { webhookType } from "../../../../provider/resources/webhook";
import { Planted, plantedApp } from "../../../leaks/planted";
import { plainApp } from "../../../support/apps";

describe("liftSecrets and restoreSecrets", () => {
  it("use channel, ordinal and path as the key, not the index", () => {
    const { fields, secrets } = liftSecrets(appType, {
      displayName: "A",
      channelCredentials: [
        { channel: "SMS", staticBearer: { claimedIdentity: "i", token: "t" }, callbackSecret: "c" },
        { channel: "LINE", credentialOrdinalNumber: 1, lineCredentials: { token: "l", secret: "s", isDefault: true } },
      ],
      callbackSettings: { secretForOverriddenCallbackUrls: "o" },
    });
    assert.deepEqual(secrets, {
      channelCredentials: {
        "SMS/staticBearer/token": "t",
        "SMS/callbackSecret": "c",
        "LINE#1/lineCredentials/token": "l",
        "LINE#1/lineCredentials/secret": "s",
      },
      callbackSettings: { secretForOverriddenCallbackUrls: "o" },
    });
    assert.deepEqual(fields, {
      displayName: "A",
      channelCredentials: [
        { channel: "SMS", staticBearer: { claimedIdentity: "i" } },
        { channel: "LINE", credentialOrdinalNumber: 1, lineCredentials: { isDefault: true } },
      ],
      callbackSettings: {},
    });
  });

  it("create a container for each field present that can hold secrets, even if empty", () => {
    assert.deepEqual(liftSecrets(appType, { displayName: "A", callbackSettings: {} }).secrets, {
      callbackSettings: {},
    });
  });

  const odd: [string, unknown][] = [
    ["a misspelt property", { channel: "SMS", staticBearer: { claimedIdentity: "i", tokn: "CANARY" } }],
    ["the credential object of another channel", { channel: "SMS", staticToken: { token: "CANARY" } }],
    ["a channel that nobody knows", { channel: "PIGEON", pigeonCredentials: { loft: { key: "CANARY" } } }],
    ["a list of a channel that nobody knows", { channel: "PIGEON", keys: ["CANARY"] }],
  ];
  for (const [title, item] of odd) {
    it(`separate ${title} @unknown-is-secret`, () => {
      const { fields, secrets } = liftSecrets(appType, { channelCredentials: [item] });
      assert.doesNotMatch(JSON.stringify(fields), /CANARY/);
      assert.match(JSON.stringify(fields), /"channel":/);
      assert.deepEqual(restoreSecrets(appType, fields, secrets).fields, { channelCredentials: [item] });
    });
  }

  it("separate every secret in the schema @planted-secrets", () => {
    const planted = new Planted();
    const app = plantedApp("A", planted);
    const { fields, secrets } = liftSecrets(appType, app);
    assert.deepEqual(planted.hitsIn(JSON.stringify(fields)), []);
    assert.equal(Object.values(secrets).flatMap(Object.values).length, planted.size);
    assert.deepEqual(restoreSecrets(appType, fields, secrets).fields, app);
  });

  it("restore random apps", () => {
    fc.assert(
      fc.property(plainApp, (app) => {
        const { fields, secrets } = liftSecrets(appType, app as Fields);
        const visible = JSON.stringify(fields);
        for (const container of Object.values(secrets)) {
          for (const secret of Object.values(container))
            if (secret) assert.ok(!visible.includes(`"${String(secret)}"`));
        }
        assert.deepEqual(restoreSecrets(appType, fields, secrets), { fields: app, orphans: [], unknown: [] });
      }),
    );
  });

  it("separate and restore a webhook's field that is itself secret", () => {
    const webhook = { target: "https://a.example", secret: "s" };
    const { fields, secrets } = liftSecrets(webhookType, webhook);
    assert.deepEqual([fields, secrets], [{ target: "https://a.example" }, { secret: "s" }]);
    assert.deepEqual(restoreSecrets(webhookType, fields, secrets), { fields: webhook, orphans: [], unknown: [] });
    assert.deepEqual(liftSecrets(webhookType, { target: "https://a.example" }).secrets, {});
  });

  it("separate texts and lists in extraFields, not numbers, booleans and null", () => {
    const plain = { count: 3, on: true, off: false, none: null };
    const extraFields = { ...plain, text: "t", list: ["l"], within: { text: "w", count: 4 } };
    const { fields, secrets } = liftSecrets(appType, { extraFields });
    assert.deepEqual(fields, { extraFields: { ...plain, within: { count: 4 } } });
    assert.deepEqual(secrets, { extraFields: { text: "t", list: ["l"], "within/text": "w" } });
    const typed = liftSecrets(appType, { callbackSettings: { secretForOverriddenCallbackUrls: 7 } });
    assert.deepEqual(typed.secrets, { callbackSettings: { secretForOverriddenCallbackUrls: 7 } });
  });

  it("find all secrets as texts, including those in lists and objects, and nothing else", () => {
    const channelCredentials = [{ channel: "SMS", staticBearer: { claimedIdentity: "i", token: "t" } }];
    const extraFields = { list: ["one", { deep: "two", count: 5 }], count: 3, none: null };
    const texts = textsIn(appType, { displayName: "A", channelCredentials, extraFields });
    assert.deepEqual(texts.sort(), ["one", "t", "two"]);
    assert.deepEqual(textsIn(appType, { displayName: "A" }), []);
  });

  it("keep unknown secrets separate", () => {
    const fields = { channelCredentials: [{ channel: "SMS", staticBearer: { claimedIdentity: "i" } }] };
    assert.deepEqual(restoreSecrets(appType, fields, { channelCredentials: UNKNOWN }), {
      fields,
      orphans: [],
      unknown: ["channelCredentials"],
    });
  });

  it("report secrets without their entry @secrets-without-entry", () => {
    const { orphans } = restoreSecrets(
      appType,
      { channelCredentials: [] },
      {
        channelCredentials: { "SMS/staticBearer/token": "t" },
        callbackSettings: { secretForOverriddenCallbackUrls: "x" },
      },
    );
    assert.deepEqual(orphans, [
      "channelCredentials/SMS/staticBearer/token",
      "callbackSettings/secretForOverriddenCallbackUrls",
    ]);
  });

  it("leave secrets in place if their owner isn't known", () => {
    const items = [{ channel: {}, token: "t" }, "an output", { token: "t" }];
    const { fields, secrets } = liftSecrets(appType, { channelCredentials: items, callbackSettings: "an output" });
    assert.deepEqual(fields, { channelCredentials: items, callbackSettings: "an output" });
    assert.deepEqual(secrets, { channelCredentials: {}, callbackSettings: {} });
  });

  it("report nothing missing while the whole container is unknown", () => {
    const channelCredentials = [{ channel: "SMS", staticBearer: UNKNOWN }];
    const secrets = { channelCredentials: { "SMS/staticBearer/token": "t" } };
    assert.deepEqual(restoreSecrets(appType, { channelCredentials }, secrets), {
      fields: { channelCredentials },
      orphans: [],
      unknown: [],
    });
    assert.deepEqual(restoreSecrets(appType, { channelCredentials: UNKNOWN }, secrets).orphans, []);
    const elsewhere = { channelCredentials: [{ channel: "SMS", staticBearer: "text" }] };
    assert.deepEqual(restoreSecrets(appType, elsewhere, secrets).orphans, [
      "channelCredentials/SMS/staticBearer/token",
    ]);
    assert.deepEqual(restoreSecrets(appType, {}, { channelCredentials: 7 } as never).unknown, []);
  });

  it("prefer secrets in place to those in the container", () => {
    const stated = { channelCredentials: [{ channel: "SMS", callbackSecret: "in place" }] };
    const { fields } = restoreSecrets(appType, stated, { channelCredentials: { "SMS/callbackSecret": "kept" } });
    assert.deepEqual(fields, stated);
  });

  const TOKEN = "channelCredentials/SMS/staticBearer/token";
  const shown: [value: unknown, path: string, hidden: boolean][] = [
    ["****", TOKEN, true],
    ["••••••ab", TOKEN, true],
    ["abc…………", TOKEN, true],
    ["XXXXXXXX1234", TOKEN, true],
    ["[REDACTED]", TOKEN, true],
    ["masked", TOKEN, true],
    ["a*b", TOKEN, false],
    ["xxx", TOKEN, false],
    ["x1", TOKEN, false],
    ["tokenxxxxxx", TOKEN, false],
    ["hiddenly", TOKEN, false],
    ["", TOKEN, false],
    [7, TOKEN, false],
    [["****"], TOKEN, false],
    ["****", "channelCredentials/SMS/staticBearer/claimedIdentity", false],
    ["****", "displayName", false],
  ];
  for (const [value, path, hidden] of shown) {
    it(`${hidden ? "treat" : "don't treat"} ${JSON.stringify(value)} at ${path} as hidden`, () => {
      assert.equal(isHidden(appType, path, value), hidden);
    });
  }
});
