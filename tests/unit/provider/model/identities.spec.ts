import assert from "node:assert/strict";
import { identitiesIn, sharedAmong } from "../../../../provider/model/identities";
import { leavesOf } from "../../../../provider/model/leaves";
import { UNKNOWN } from "../../../../provider/model/secrets";
import type { Shown } from "../../../../provider/model/wire";
import { appType } from "../../../../provider/resources/app";

const sms = (claimedIdentity: unknown, more: object = {}): object => ({
  channel: "SMS",
  staticBearer: { claimedIdentity, token: "token" },
  ...more,
});
const line = (token: string, more: object = {}): object => ({
  channel: "LINE",
  lineCredentials: { token, secret: "secret" },
  ...more,
});
const app = (id: string, ...channelCredentials: object[]): Shown =>
  ({ id, displayName: "Support", channelCredentials }) as Shown;
const pathsIn = (shown: Shown): string[] =>
  identitiesIn(appType, leavesOf(appType, shown)).map(({ path }) => path.join("/"));

describe("identitiesIn", () => {
  it("finds what the schema calls an identity, and nothing else", () => {
    assert.deepEqual(pathsIn(app("a", sms("plan"))), ["channelCredentials/SMS/staticBearer/claimedIdentity"]);
  });

  it("ignores empty, unknown and masked values, and those that aren't text", () => {
    for (const value of ["", UNKNOWN, 7, null]) assert.deepEqual(pathsIn(app("a", sms(value))), []);
    assert.deepEqual(pathsIn(app("a", line("****"))), []);
  });

  it("distinguishes channels, but not several items of one channel", () => {
    const keys = (entry: object): string[] =>
      identitiesIn(appType, leavesOf(appType, app("a", entry))).map(({ key }) => key);
    assert.equal(keys(sms("plan")).length, 1);
    assert.notDeepEqual(keys(sms("plan")), keys(sms("plan", { channel: "WHATSAPP" })));
    assert.deepEqual(keys(line("token")), keys(line("token", { credentialOrdinalNumber: 1 })));
  });
});

describe("sharedAmong", () => {
  it("returns the field, and the resources by ID", () => {
    const all = [app("c", sms("plan")), app("a", sms("plan")), app("b", sms("other"))];
    assert.deepEqual(
      sharedAmong(appType, all).map(({ field, resources }) => [field, resources.map(({ id }) => id)]),
      [["channelCredentials[SMS].staticBearer.claimedIdentity", ["a", "c"]]],
    );
  });

  it("returns nothing for a single resource, or if all differ", () => {
    assert.deepEqual(sharedAmong(appType, [app("a", sms("plan"))]), []);
    assert.deepEqual(sharedAmong(appType, [app("a", sms("one")), app("b", sms("two"))]), []);
  });

  it("returns several identities by field", () => {
    const whatsapp = { channel: "WHATSAPP", staticBearer: { claimedIdentity: "sender", token: "t" } };
    const fields = sharedAmong(appType, [app("a", whatsapp, sms("plan")), app("b", sms("plan"), whatsapp)]).map(
      ({ field }) => field,
    );
    assert.deepEqual(fields, [
      "channelCredentials[SMS].staticBearer.claimedIdentity",
      "channelCredentials[WHATSAPP].staticBearer.claimedIdentity",
    ]);
  });
});
