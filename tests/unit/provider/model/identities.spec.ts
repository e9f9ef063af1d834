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

describe("identitiesIn: who the items of a list are at the service", () => {
  it("finds what the schema calls an identity, and no other leaf", () => {
    assert.deepEqual(pathsIn(app("a", sms("plan"))), ["channelCredentials/SMS/staticBearer/claimedIdentity"]);
  });

  it("finds none in what is empty, not known yet, no text, or a mask", () => {
    for (const value of ["", UNKNOWN, 7, null]) assert.deepEqual(pathsIn(app("a", sms(value))), []);
    assert.deepEqual(pathsIn(app("a", line("****"))), []);
  });

  it("tells channels apart, and not the several items of one", () => {
    const keys = (entry: object): string[] =>
      identitiesIn(appType, leavesOf(appType, app("a", entry))).map(({ key }) => key);
    assert.equal(keys(sms("plan")).length, 1);
    assert.notDeepEqual(keys(sms("plan")), keys(sms("plan", { channel: "WHATSAPP" })));
    assert.deepEqual(keys(line("token")), keys(line("token", { credentialOrdinalNumber: 1 })));
  });
});

describe("sharedAmong: the identities that several resources have", () => {
  it("names the field, and the resources by id", () => {
    const all = [app("c", sms("plan")), app("a", sms("plan")), app("b", sms("other"))];
    assert.deepEqual(
      sharedAmong(appType, all).map(({ field, resources }) => [field, resources.map(({ id }) => id)]),
      [["channelCredentials[SMS].staticBearer.claimedIdentity", ["a", "c"]]],
    );
  });

  it("finds none in one resource alone, or where all differ", () => {
    assert.deepEqual(sharedAmong(appType, [app("a", sms("plan"))]), []);
    assert.deepEqual(sharedAmong(appType, [app("a", sms("one")), app("b", sms("two"))]), []);
  });

  it("lists several by field", () => {
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
