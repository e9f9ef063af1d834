import assert from "node:assert/strict";
import { desiredOf, type Fields, leavesOf } from "../../../../provider/model/leaves";
import { assertNothingHidden } from "../../../../provider/model/merge-list";
import { planPatch } from "../../../../provider/model/patch";
import { fromWire, toWire } from "../../../../provider/model/wire";
import { appType } from "../../../../provider/resources/app";

type Json = Record<string, unknown>;

const known = (fields: Fields) => ({ leaves: leavesOf(appType, fields), fingerprints: {}, salt: "" });
const shown = (entry: Json) =>
  leavesOf(appType, fromWire(appType, { display_name: "A", channel_credentials: [entry] }) as Fields);

describe("planPatch: extraFields", () => {
  const app = (extraFields: Json, more: Json = {}): Fields => ({ displayName: "A", extraFields, ...more });
  const keeping = (ttlDays: number): Json => ({
    retentionPolicy: { retentionType: "MESSAGE_EXPIRE_POLICY", ttlDays },
  });
  const policy = { retention_type: "MESSAGE_EXPIRE_POLICY", ttl_days: 9 };
  const rows: [title: string, before: Fields, after: Fields, mask: string[], body: Json][] = [
    ["only the name that differs", app({ a: 1, b: 2, c: 3 }), app({ a: 1, b: 5, c: 3 }), ["extraFields/b"], { b: 5 }],
    ["new names, sorted", app({ k: 1 }), app({ z: 1, k: 1, a: 2 }), ["extraFields/a", "extraFields/z"], { a: 2, z: 1 }],
    [
      "an object whole of which one leaf differs",
      app({ limits: { a: 1, b: 2 } }),
      app({ limits: { a: 1, b: 3 } }),
      ["extraFields/limits"],
      { limits: { a: 1, b: 3 } },
    ],
    ["a removed name, absent from the body", app({ a: 1, b: 2 }), app({ b: 2 }), ["extraFields/a"], {}],
    ["a name that is null now, absent from the body", app({ a: 1 }), app({ a: null }), ["extraFields/a"], {}],
    [
      "a removed name that all objects have, absent from the body",
      app({ constructor: 1 }),
      app({}),
      ["extraFields/constructor"],
      {},
    ],
    [
      "none of them if another field differs",
      app({ a: 1 }),
      { ...app({ a: 1 }), displayName: "B" },
      ["displayName"],
      { display_name: "B" },
    ],
    [
      "a known object whole if something unknown in it differs",
      app({ retention_policy: { grace: 1 } }, keeping(9)),
      app({ retention_policy: { grace: 2 } }, keeping(9)),
      ["retentionPolicy", "extraFields/retention_policy"],
      { retention_policy: { ...policy, grace: 2 } },
    ],
    [
      "a known object whole if something unknown in it is removed",
      app({ retention_policy: { grace: 1 } }, keeping(9)),
      app({}, keeping(9)),
      ["retentionPolicy", "extraFields/retention_policy"],
      { retention_policy: policy },
    ],
    [
      "what is unknown in a known object along with it, and no other name",
      app({ retention_policy: { grace: 1 }, other: 1 }, keeping(8)),
      app({ retention_policy: { grace: 1 }, other: 1 }, keeping(9)),
      ["retentionPolicy", "extraFields/retention_policy"],
      { retention_policy: { ...policy, grace: 1 } },
    ],
  ];
  for (const [title, before, after, mask, body] of rows) {
    it(`sends ${title} @extra-fields`, () => {
      const patch = planPatch(appType, known(before), desiredOf(appType, after));
      assert.deepEqual(patch?.mask, mask);
      assert.deepEqual(toWire(appType, patch?.body), body);
    });
  }

  it("sends nothing for a name that is null and was never set", () => {
    assert.equal(planPatch(appType, known(app({})), desiredOf(appType, app({ a: null }))), undefined);
  });
});

describe("mergeItems with fields outside the schema", () => {
  const BEARER = { claimed_identity: "plan", token: "t" };
  const sms = (extraFields: Json, callbackSecret?: string): Fields => ({
    displayName: "A",
    channelCredentials: [
      { channel: "SMS", staticBearer: { claimedIdentity: "plan", token: "t" }, callbackSecret, extraFields },
    ],
  });
  /** What goes out of a channel if its callback secret changes, beside that. */
  const sent = (before: Json, after: Json, entry: Json): Json => {
    const desired = desiredOf(appType, sms(after, "new"));
    const live = shown({ channel: "SMS", static_bearer: BEARER, ...entry });
    const body = toWire(appType, planPatch(appType, known(sms(before)), desired, live)?.body) as Json;
    const [{ channel, callback_secret, ...rest }] = body.channel_credentials as [Json];
    assert.deepEqual([channel, callback_secret], ["SMS", "new"]);
    return rest;
  };

  const rows: [title: string, before: Json, after: Json, shown: Json, sent: Json][] = [
    ["goes back as the service shows it", {}, {}, { a: 1, b: { c: [2] } }, { a: 1, b: { c: [2] } }],
    ["goes back also as null", {}, {}, { a: null, b: { c: "" } }, { a: null, b: { c: "" } }],
    [
      "is left out if it is another channel's and unset",
      {},
      {},
      { telegram_credentials: null, line_credentials: "" },
      {},
    ],
    [
      "is left out as another object's and unset, goes back as set, in an object that is known",
      {},
      {},
      { static_bearer: { ...BEARER, username: null, realm: "r" } },
      { static_bearer: { ...BEARER, realm: "r" } },
    ],
    ["is left out if the program removed it", { a: 1, b: 2 }, { b: 2 }, { a: 1, b: 2, c: 3 }, { b: 2, c: 3 }],
    [
      "is omitted by itself if the rest of its object stays set",
      { pigeon: { loft: 1, ring: 2 } },
      { pigeon: { ring: 2 } },
      { pigeon: { loft: 1, ring: 2, by_hand: 3 } },
      { pigeon: { ring: 2, by_hand: 3 } },
    ],
    [
      "is left out with all of its object if the program removed that",
      { pigeon: { loft: 1 } },
      {},
      { pigeon: { loft: 1, by_hand: 3 } },
      {},
    ],
    [
      "is left out of an object that is known, the rest of which goes back",
      { static_bearer: { scopes: ["s"] } },
      {},
      { static_bearer: { ...BEARER, scopes: ["s"], by_hand: 1 } },
      { static_bearer: { ...BEARER, by_hand: 1 } },
    ],
  ];
  for (const [title, before, after, entry, expected] of rows) {
    it(`${title} @extra-fields`, () => {
      const { static_bearer = BEARER, ...rest } = expected;
      assert.deepEqual(sent(before, after, entry), { static_bearer, ...rest });
    });
  }

  it("removes them with a credential object that the program removes", () => {
    const line = (credentials: Json): Fields => ({
      displayName: "A",
      channelCredentials: [{ channel: "LINE", ...credentials }],
    });
    const before = known(line({ lineCredentials: { token: "t", secret: "s" } }));
    const after = line({ lineEnterpriseCredentials: { lineJapan: { token: "t", secret: "s" } } });
    const live = shown({ channel: "LINE", line_credentials: { token: "t", secret: "s", new_leaf: 1 } });
    assert.deepEqual(toWire(appType, planPatch(appType, before, desiredOf(appType, after), live)?.body), {
      channel_credentials: [
        { channel: "LINE", line_enterprise_credentials: { line_japan: { token: "t", secret: "s" } } },
      ],
    });
  });

  it("refuses the update if the service hides them, since no program of this version can set them", () => {
    assert.throws(() => sent({}, {}, { pigeon_token: "****" }), {
      code: "ERR_SINCH_HIDDEN",
      message: /pigeon_token is set, but the service hides its value; this version of the package can't set it/,
    });
  });

  it("omits a known property that is shown as null", () => {
    const desired = desiredOf(appType, sms({ a: 1 }));
    const live = shown({ channel: "SMS", static_bearer: BEARER, callback_secret: null });
    assert.deepEqual(toWire(appType, planPatch(appType, known(sms({})), desired, live)?.body), {
      channel_credentials: [{ channel: "SMS", static_bearer: BEARER, a: 1 }],
    });
  });

  it("refuses a mask in assertNothingHidden, whatever else was changed outside", () => {
    const fields = sms({});
    const { leaves } = desiredOf(appType, fields);
    const changed = { channel: "SMS", static_bearer: { ...BEARER, claimed_identity: "by hand" } };
    const judge = (entry: Json) =>
      assertNothingHidden(appType, "channelCredentials", known(fields), leaves, shown(entry));
    judge(changed);
    assert.throws(() => judge({ ...changed, callback_secret: "****" }), {
      code: "ERR_SINCH_HIDDEN",
      message: /^nothing was sent, because channelCredentials can only be replaced as a whole: .*callbackSecret is set/,
    });
  });
});
