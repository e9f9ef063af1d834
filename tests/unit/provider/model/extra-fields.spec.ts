import assert from "node:assert/strict";
import { extraNames, extraProblems, isOtherKind, otherKindProblems } from "../../../../provider/model/extra-fields";
import { appType } from "../../../../provider/resources/app";
import { webhookType } from "../../../../provider/resources/webhook";

const app = (extraFields: unknown, ...channelCredentials: unknown[]) => ({ extraFields, channelCredentials });
const sms = (extraFields: unknown) => ({ channel: "SMS", extraFields });

describe("extraNames", () => {
  it("returns the fields outside the schema, at the top level and in items", () => {
    const fields = app({ new_mode: 1 }, { channel: "RCS" }, sms({ new_leaf: 1, other: 2 }));
    assert.deepEqual(extraNames(appType, fields), [
      "extraFields.new_mode",
      "channelCredentials[1].extraFields.new_leaf",
      "channelCredentials[1].extraFields.other",
    ]);
  });

  it("returns fields within a known object, at any depth", () => {
    const mms = { channel: "MMS", mmsCredentials: { basicAuth: {} } };
    const extra = { mms_credentials: { new_leaf: 1, basic_auth: { realm: { a: 1 } } } };
    assert.deepEqual(extraNames(appType, app(undefined, { ...mms, extraFields: extra })), [
      "channelCredentials[0].extraFields.mms_credentials.new_leaf",
      "channelCredentials[0].extraFields.mms_credentials.basic_auth.realm",
    ]);
  });

  it("returns nothing for other values, and for a type without an open field", () => {
    assert.deepEqual(extraNames(appType, { ...app("text", sms(7), null, "SMS"), displayName: "A" }), []);
    assert.deepEqual(extraNames(appType, { channelCredentials: "none" }), []);
    assert.deepEqual(extraNames(webhookType, app({ new_mode: 1 })), []);
  });
});

describe("extraProblems", () => {
  const problems = (...names: string[]) =>
    extraProblems(appType, app(Object.fromEntries(names.map((name) => [name, 1]))));

  it("accepts names that only the service knows", () => {
    assert.deepEqual(problems("new_mode", "newMode2", "A"), []);
    assert.deepEqual(extraProblems(webhookType, app({ display_name: 1 })), []);
  });

  it("refuses a known name in either form, and says which to set", () => {
    for (const name of ["display_name", "displayName"]) {
      assert.deepEqual(problems(name), [
        `extraFields.${name} is known to this version of the package: set displayName instead`,
      ]);
    }
    assert.deepEqual(extraProblems(appType, app(undefined, sms({ static_bearer: {} }))), [
      "channelCredentials[0].extraFields.static_bearer is known to this version of the package: set channelCredentials[0].staticBearer instead",
    ]);
  });

  it("refuses what only the service sets, and invalid names", () => {
    assert.deepEqual(problems("id", "queue_stats"), [
      "extraFields.id is set by the service and can't be set here",
      "extraFields.queue_stats is set by the service and can't be set here",
    ]);
    for (const name of ["", "1a", "a.b", "a,b", "a-b", " a"])
      assert.match(problems(name).join(), /is not a valid field name/, name);
  });
});

describe("isOtherKind", () => {
  it("accepts an item with its own kind and fields outside the schema", () => {
    assert.equal(isOtherKind(appType, sms({ a: 1 }), "CARRIER_PIGEON"), true);
    assert.equal(isOtherKind(appType, sms("unknown yet"), "X"), true);
  });

  it("refuses one without such fields, with an invalid kind, or of a type without an open field", () => {
    assert.equal(isOtherKind(appType, { channel: "X" }, "X"), false);
    assert.equal(isOtherKind(appType, sms(7), "X"), false);
    for (const kind of ["pigeon", "1X", "X-Y", "", 7, undefined])
      assert.equal(isOtherKind(appType, sms({}), kind), false);
    assert.equal(isOtherKind(webhookType, sms({}), "X"), false);
  });
});

describe("otherKindProblems", () => {
  const at = { instancePath: "/channelCredentials/2" };

  it("refuses properties that not every kind has, and names the allowed ones", () => {
    const data = { channel: "PIGEON", callbackSecret: "s", staticBearer: {}, extraFields: {} };
    assert.deepEqual(otherKindProblems(appType, { data, ...at }), [
      "channelCredentials[2].staticBearer is not a known property; allowed: channel, callbackSecret, credentialOrdinalNumber, extraFields",
    ]);
  });

  it("accepts values other than objects", () => {
    assert.deepEqual(otherKindProblems(appType, { data: 7, ...at }), []);
  });
});
