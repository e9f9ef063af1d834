import assert from "node:assert/strict";
import { assertApplied } from "../../../../provider/model/applied";
import { fingerprintsOf, type Known } from "../../../../provider/model/comparison";
import { type Fields, leavesOf } from "../../../../provider/model/leaves";
import { appType } from "../../../../provider/resources/app";

const sms = { channel: "SMS", staticBearer: { claimedIdentity: "i", token: "t" }, callbackSecret: "c" };
const line = { channel: "LINE", lineCredentials: { token: "t", secret: "s" } };
const BEFORE: Fields = {
  displayName: "A",
  channelCredentials: [sms, line],
  retentionPolicy: { retentionType: "MESSAGE_EXPIRE_POLICY", ttlDays: 30 },
};

const knownOf = (before: Fields, answer: Fields = before): Known => {
  const leaves = leavesOf(appType, before);
  return { leaves, fingerprints: fingerprintsOf(appType, leaves, leavesOf(appType, answer), "salt"), salt: "salt" };
};

/** What isn't applied where `wanted` was sent and the service shows `shown`. */
function ignored(wanted: Fields, shown: Fields, mask: string[], known = knownOf(BEFORE)): string | undefined {
  try {
    assertApplied(appType, { body: {}, mask }, known, leavesOf(appType, wanted), leavesOf(appType, shown));
    return undefined;
  } catch (error) {
    const { code, message } = error as { code: string; message: string };
    assert.equal(code, "ERR_SINCH_NOT_APPLIED");
    assert.match(
      message,
      /^the service accepted the request but still shows the old value of .*: set the value that it shows in the program, or ask Sinch why it can't be changed$/,
    );
    return / old value of (.*): set/.exec(message)?.[1];
  }
}

describe("assertApplied", () => {
  const list = (...channelCredentials: unknown[]): Fields => ({ ...BEFORE, channelCredentials });
  const rows: [title: string, wanted: Fields, shown: Fields, mask: string[], found: string | undefined][] = [
    [
      "a name that changed",
      { ...BEFORE, displayName: "B" },
      { ...BEFORE, displayName: "B" },
      ["displayName"],
      undefined,
    ],
    ["a name that didn't", { ...BEFORE, displayName: "B" }, BEFORE, ["displayName"], "displayName"],
    ["a name outside the mask", { ...BEFORE, displayName: "B" }, BEFORE, ["retentionPolicy"], undefined],
    [
      "a name that became a third value",
      { ...BEFORE, displayName: "B" },
      { ...BEFORE, displayName: "C" },
      ["displayName"],
      undefined,
    ],
    [
      "several fields, each once",
      { ...BEFORE, displayName: "B", retentionPolicy: { retentionType: "PERSIST_RETENTION_POLICY", ttlDays: 3 } },
      BEFORE,
      ["displayName", "retentionPolicy"],
      "displayName, retentionPolicy.retentionType, retentionPolicy.ttlDays",
    ],
    ["a channel that is gone", list(sms), list(sms), ["channelCredentials"], undefined],
    ["a channel that stayed", list(sms), BEFORE, ["channelCredentials"], "channelCredentials[LINE]"],
    [
      "all channels that stayed",
      list(),
      BEFORE,
      ["channelCredentials"],
      "channelCredentials[SMS], channelCredentials[LINE]",
    ],
    ["all channels, now unset", { displayName: "A" }, { displayName: "A" }, ["channelCredentials"], undefined],
    ["channels that came in another order", BEFORE, list(line, sms), ["channelCredentials"], undefined],
    [
      "a leaf of a channel",
      list({ ...sms, callbackSecret: "d" }, line),
      BEFORE,
      ["channelCredentials"],
      "channelCredentials[SMS].callbackSecret",
    ],
    [
      "a leaf of a channel that is hidden now",
      list({ ...sms, callbackSecret: "d" }, line),
      list({ ...sms, callbackSecret: "****" }, line),
      ["channelCredentials"],
      undefined,
    ],
    [
      "a secret that was to go",
      list({ ...sms, callbackSecret: undefined }, line),
      BEFORE,
      ["channelCredentials"],
      "channelCredentials[SMS].callbackSecret",
    ],
  ];
  for (const [title, wanted, shown, mask, found] of rows) {
    it(`${found === undefined ? "accepts" : "reports"} ${title}`, () =>
      assert.equal(ignored(wanted, shown, mask), found));
  }

  it("accepts a mask that was itself requested", () => {
    const before = list({ ...sms, callbackSecret: "****" }, line);
    const wanted = list({ ...sms, callbackSecret: "new" }, line);
    assert.equal(ignored(wanted, before, ["channelCredentials"], knownOf(before)), undefined);
  });

  it("accepts a removed secret behind the mask that it always had", () => {
    const masked = list({ ...sms, callbackSecret: "****" }, line);
    const wanted = list({ ...sms, callbackSecret: undefined }, line);
    const known = knownOf(BEFORE, masked);
    assert.equal(ignored(wanted, masked, ["channelCredentials"], known), "channelCredentials[SMS].callbackSecret");
  });

  it("accepts a removed field that had the service's default before", () => {
    const before = { ...BEFORE, smartConversation: { enabled: false } };
    assert.equal(ignored(BEFORE, before, ["smartConversation"], knownOf(before)), undefined);
    const other = { ...BEFORE, smartConversation: { enabled: true } };
    assert.equal(ignored(BEFORE, other, ["smartConversation"], knownOf(other)), "smartConversation.enabled");
  });
});
