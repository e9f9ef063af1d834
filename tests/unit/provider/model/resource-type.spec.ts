import assert from "node:assert/strict";
import { appType } from "../../../../provider/resources/app";
import { webhookType } from "../../../../provider/resources/webhook";

const LIST = "channelCredentials";

describe("appType", () => {
  it("has the location fields, the writable fields, and those that can hold secrets", () => {
    assert.deepEqual(appType.locationFields, ["projectId", "region"]);
    assert.deepEqual(appType.writableFields, [
      "displayName",
      LIST,
      "conversationMetadataReportView",
      "retentionPolicy",
      "dispatchRetentionPolicy",
      "processingMode",
      "consentManagerSettings",
      "smartConversation",
      "callbackSettings",
      "deliveryReportBasedFallback",
      "messageRetrySettings",
      "extraFields",
    ]);
    assert.deepEqual(appType.secretFields, [LIST, "callbackSettings", "extraFields"]);
  });

  it("knows every name at any depth", () => {
    for (const name of ["displayName", "lineThailand", "applePayCertificatePassword", "outboundLimit"]) {
      assert.ok(appType.propertyNames.has(name), name);
    }
    assert.ok(!appType.propertyNames.has("CallbackSettings"));
  });

  it("resolves references, and leaves other nodes unchanged", () => {
    assert.equal(appType.properties.retentionPolicy?.title, "RetentionPolicy");
    const node = { type: "string" };
    assert.equal(appType.resolve(node), node);
    const nowhere = { $ref: "#/definitions/Nowhere" };
    assert.equal(appType.resolve(nowhere), nowhere);
  });

  it("has the keys that identify items of a list", () => {
    assert.deepEqual(appType.listKeys(LIST), ["channel", "credentialOrdinalNumber"]);
    for (const field of ["displayName", "retentionPolicy", "nothing"]) assert.equal(appType.listKeys(field), undefined);
    assert.ok(appType.isKey(`${LIST}/LINE#1/credentialOrdinalNumber`));
    assert.ok(appType.isKey(`${LIST}/SMS/channel`));
    for (const path of [`${LIST}/SMS/callbackSecret`, `${LIST}/SMS`, LIST, "retentionPolicy/x/channel", ""]) {
      assert.ok(!appType.isKey(path), path);
    }
  });

  const keys: [item: unknown, key: string | undefined][] = [
    [{ channel: "SMS" }, "SMS"],
    [{ channel: "SMS", credentialOrdinalNumber: 0 }, "SMS"],
    [{ channel: "LINE", credentialOrdinalNumber: 2 }, "LINE#2"],
    [{ channel: "LINE", credentialOrdinalNumber: null }, "LINE"],
    [{ channel: "LINE", credentialOrdinalNumber: "an output" }, undefined],
    [{ channel: "LINE", credentialOrdinalNumber: {} }, undefined],
    [{ channel: {} }, undefined],
    [{}, undefined],
    [null, undefined],
    ["SMS", undefined],
    [undefined, undefined],
  ];
  for (const [item, key] of keys) {
    it(`gives ${JSON.stringify(item)} the key ${key}`, () => assert.equal(appType.itemKey(LIST, item), key));
  }

  it("gives no key for a field that isn't a keyed list", () => {
    assert.equal(appType.itemKey("displayName", { channel: "SMS" }), undefined);
  });

  const secrets: [path: string, secret: boolean][] = [
    [`${LIST}/SMS/staticBearer/token`, true],
    [`${LIST}/SMS/staticBearer/claimedIdentity`, false],
    [`${LIST}/WHATSAPP/staticBearer/token`, true],
    [`${LIST}/SMS/callbackSecret`, true],
    [`${LIST}/SMS/channel`, false],
    [`${LIST}/LINE#3/lineCredentials/secret`, true],
    [`${LIST}/LINE~2/lineCredentials/isDefault`, false],
    [`${LIST}/TELEGRAM/telegramCredentials/token`, true],
    [`${LIST}/TELEGRAM/staticBearer/claimedIdentity`, true],
    [`${LIST}/SMS/somethingNew`, true],
    [`${LIST}/PIGEON/channel`, false],
    [`${LIST}/PIGEON/credentialOrdinalNumber`, false],
    [`${LIST}/PIGEON/callbackSecret`, true],
    [`${LIST}/PIGEON/staticBearer/claimedIdentity`, true],
    ["callbackSettings/secretForOverriddenCallbackUrls", true],
    ["callbackSettings/somethingNew", true],
    ["retentionPolicy/ttlDays", false],
    ["retentionPolicy/somethingNew", false],
    ["somethingNew", false],
  ];
  for (const [path, secret] of secrets) {
    it(`treats ${path} as ${secret ? "secret" : "not secret"}`, () => {
      // Asked twice: what a kind of channel has is worked out once.
      assert.equal(appType.isSecret(path.split("/")), secret);
      assert.equal(appType.isSecret(path.split("/")), secret);
    });
  }

  it("finds the schema of a path", () => {
    assert.equal(appType.nodeAt(["retentionPolicy", "ttlDays"])?.maximum, 3650);
    assert.equal(appType.nodeAt([LIST, "LINE#1", "credentialOrdinalNumber"])?.maximum, 255);
    assert.equal(appType.nodeAt([LIST, "SMS", "credentialOrdinalNumber"])?.const, 0);
    assert.equal(appType.nodeAt([LIST])?.type, "array");
    for (const path of [[], [""], ["nothing"], ["displayName", "below"], [LIST, "SMS", "lineCredentials"]]) {
      assert.equal(appType.nodeAt(path), undefined, path.join("/"));
    }
  });

  it("knows what only the service sets, also below such a field", () => {
    for (const path of [
      "id",
      "queueStats",
      "queueStats/outboundSize",
      `${LIST}/SMS/state/status`,
      `${LIST}/PIGEON/state`,
    ]) {
      assert.ok(appType.isReadOnly(path.split("/")), path);
    }
    for (const path of ["displayName", LIST, `${LIST}/SMS/channel`, "nothing/state"]) {
      assert.ok(!appType.isReadOnly(path.split("/")), path);
    }
  });

  it("works with more kinds of channels than it caches", () => {
    for (let n = 0; n < 1_200; n += 1) assert.equal(appType.isSecret([LIST, `NEW${n}`, "key"]), true);
    assert.equal(appType.isSecret([LIST, "SMS", "staticBearer", "claimedIdentity"]), false);
    assert.equal(appType.isSecret([LIST, "NEW1199", "channel"]), false);
  });
});

describe("webhookType", () => {
  const at = { projectId: "P", region: "us", appId: "A", target: "https://example.com" };

  it("has an app as its parent, which is part of the address", () => {
    assert.deepEqual(webhookType.addressOf(at), { projectId: "P", region: "us", appId: "A" });
    assert.equal(webhookType.placeName(at), '["P","us","A"]');
    assert.equal(webhookType.parentOf(at), "A");
    for (const none of [{}, { appId: 7 }]) assert.equal(webhookType.parentOf(none), undefined);
    assert.equal(appType.parentOf(at), undefined);
    assert.deepEqual(appType.addressOf(at), { projectId: "P", region: "us" });
  });

  it("has a list without an order, and no keyed list", () => {
    assert.deepEqual([webhookType.setFields, webhookType.listFields], [["triggers"], []]);
    assert.deepEqual([appType.setFields, appType.listFields], [[], [LIST]]);
    assert.deepEqual(webhookType.secretFields, ["secret", "clientCredentials"]);
  });

  it("has no identity, unlike an app's channels", () => {
    assert.deepEqual([...webhookType.identityNames], []);
    assert.ok(appType.identityNames.has("claimedIdentity"));
    assert.ok(!appType.identityNames.has("callbackSecret"));
  });
});

describe("ResourceType.isExtra", () => {
  const rows: [path: string[], isExtra: boolean][] = [
    [["extraFields"], true],
    [["extraFields", "new_setting"], true],
    [[LIST, "SMS", "extraFields", "new_leaf"], true],
    [[LIST, "SMS", "staticBearer", "token"], false],
    [["retentionPolicy", "x", "extraFields"], false],
    [[LIST], false],
    [[], false],
  ];
  it("is true below extraFields of an app or of a list item", () => {
    assert.equal(appType.openField, "extraFields");
    for (const [path, isExtra] of rows) assert.equal(appType.isExtra(path), isExtra, path.join("/"));
  });

  it("is false in a type without an open field", () => {
    assert.equal(webhookType.openField, undefined);
    for (const [path] of rows) assert.equal(webhookType.isExtra(path), false, path.join("/"));
  });
});

describe("ResourceType.isWireName", () => {
  it("is true for the service's names of known fields, at any depth", () => {
    for (const name of ["display_name", "channel_credentials", "claimed_identity", "ttl_days", "region"])
      assert.equal(appType.isWireName(name), true, name);
    for (const name of ["displayName", "new_setting", "constructor", ""])
      assert.equal(appType.isWireName(name), false, name);
  });
});

describe("ResourceType.hasUrls", () => {
  it("is true for webhooks, which have a target, and false for apps", () => {
    assert.equal(webhookType.hasUrls, true);
    assert.equal(appType.hasUrls, false);
  });
});

describe("ResourceType.isExchanged", () => {
  it("is true only for values that the service exchanges", () => {
    assert.equal(appType.isExchanged([LIST, "INSTAGRAM", "instagramCredentials", "token"]), true);
    assert.equal(appType.isExchanged([LIST, "SMS", "staticBearer", "token"]), false);
    assert.equal(appType.isExchanged(["nothing"]), false);
  });
});
