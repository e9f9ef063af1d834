import assert from "node:assert/strict";
import fc from "fast-check";
import { detailOf } from "../../../../../provider/hosts/plugin/detailed-diff";
import { fieldsThatDiffer } from "../../../../../provider/model/comparison";
import { leavesOf } from "../../../../../provider/model/leaves";
import { UNKNOWN } from "../../../../../provider/model/secrets";
import { appType } from "../../../../../provider/resources/app";
import { plainApp } from "../../../../support/apps";

type App = Record<string, unknown>;

const bearer = (channel: string, token = channel, more: object = {}): App => ({
  channel,
  staticBearer: { claimedIdentity: "plan", token },
  ...more,
});
const line = (credentialOrdinalNumber: number, token = "t"): App => ({
  channel: "LINE",
  credentialOrdinalNumber,
  lineCredentials: { token, secret: "s" },
});
const [sms, rcs, whatsapp] = [bearer("SMS"), bearer("RCS"), bearer("WHATSAPP")];
const channels = (...channelCredentials: unknown[]): App => ({ channelCredentials });

const detail = (before: App, after: App) => detailOf(appType, leavesOf(appType, before), leavesOf(appType, after));

const rows: [what: string, before: App, after: App, shown: Record<string, string>][] = [
  ["nothing", channels(sms, rcs), channels(sms, rcs), {}],
  ["a leaf", { displayName: "A" }, { displayName: "B" }, { displayName: "update" }],
  [
    "a leaf in an object, and one that comes",
    { retentionPolicy: { ttlDays: 1 } },
    { retentionPolicy: { ttlDays: 2, retentionType: "x" } },
    { "retentionPolicy.ttlDays": "update", "retentionPolicy.retentionType": "add" },
  ],
  ["an object that goes", { smartConversation: { enabled: true } }, {}, { "smartConversation.enabled": "delete" }],
  [
    "an object that isn't known yet",
    { smartConversation: { enabled: true } },
    { smartConversation: UNKNOWN },
    { smartConversation: "update" },
  ],
  ["a new object that isn't known yet", {}, { smartConversation: UNKNOWN }, { smartConversation: "add" }],
  ["an insertion in front", channels(sms, rcs), channels(whatsapp, sms, rcs), { "channelCredentials[0]": "add" }],
  ["an insertion in the middle", channels(sms, rcs), channels(sms, whatsapp, rcs), { "channelCredentials[1]": "add" }],
  ["a deletion in front", channels(sms, rcs, whatsapp), channels(rcs, whatsapp), { "channelCredentials[0]": "delete" }],
  ["one in another's place", channels(sms, rcs), channels(sms, whatsapp), { "channelCredentials[1]": "update" }],
  [
    "an insertion and a deletion",
    channels(sms, rcs),
    channels(whatsapp, sms),
    { "channelCredentials[0]": "add", "channelCredentials[1]": "delete" },
  ],
  [
    "a rotated token",
    channels(sms, rcs),
    channels(sms, bearer("RCS", "new")),
    { "channelCredentials[1].staticBearer.token": "update" },
  ],
  [
    "a rotated token and an insertion behind it",
    channels(sms, rcs),
    channels(bearer("SMS", "new"), whatsapp, rcs),
    { "channelCredentials[0].staticBearer.token": "update", "channelCredentials[1]": "add" },
  ],
  [
    "a channel of several by its ordinal",
    channels(line(0), line(1)),
    channels(line(0), line(1, "new")),
    { "channelCredentials[1].lineCredentials.token": "update" },
  ],
  ["a pure reordering", channels(sms, rcs), channels(rcs, sms), { channelCredentials: "update" }],
  [
    "one that moved and changed",
    channels(sms, rcs),
    channels(whatsapp, bearer("SMS", "new"), rcs),
    { channelCredentials: "update" },
  ],
  [
    "one that moved up and changed",
    channels(sms, rcs),
    channels(bearer("RCS", "new")),
    { channelCredentials: "update" },
  ],
  ["a list that comes", {}, channels(sms), { channelCredentials: "add" }],
  ["a list that goes", channels(sms), {}, { channelCredentials: "delete" }],
  ["a list that isn't known yet", channels(sms), { channelCredentials: UNKNOWN }, { channelCredentials: "update" }],
  ["an entry that isn't known yet", channels(sms), channels(sms, UNKNOWN), { "channelCredentials[1]": "add" }],
  [
    "credentials that aren't known yet",
    channels(sms),
    channels({ ...sms, staticBearer: UNKNOWN }),
    { "channelCredentials[0].staticBearer": "update" },
  ],
  [
    "a name that is no word",
    channels(sms),
    channels({ ...sms, 'a "b"': 1 }),
    { 'channelCredentials[0].extraFields["a \\"b\\""]': "add" },
  ],
];

describe("detailOf", () => {
  for (const [what, before, after, shown] of rows) {
    it(`shows ${what}`, () => {
      assert.deepEqual(Object.fromEntries(detail(before, after).shown), shown);
    });
  }

  it("reports a list in which only the order differs, and no other", () => {
    assert.deepEqual(detail(channels(sms, rcs), channels(rcs, sms)).reordered, ["channelCredentials"]);
    assert.deepEqual(detail(channels(sms, rcs), channels(rcs, sms, whatsapp)).reordered, []);
    assert.deepEqual(detail(channels(sms, rcs), channels(bearer("RCS", "new"), sms)).reordered, []);
  });

  it("reports each changed leaf, even if a whole list is shown", () => {
    const { changed } = detail(channels(sms, rcs), channels(whatsapp, bearer("SMS", "new"), rcs));
    assert.deepEqual([...changed].sort(), ["channelCredentials", "channelCredentials[1].staticBearer.token"]);
  });

  it("reports exactly the differing fields of random pairs of apps, in either direction", () => {
    fc.assert(
      fc.property(plainApp, plainApp, (one, other) => {
        const [before, after] = [leavesOf(appType, one), leavesOf(appType, other)];
        const fields = (paths: Iterable<string>): string[] =>
          [...new Set([...paths].map((path) => path.replace(/[.[].*/, "")))].sort();
        const there = detailOf(appType, before, after);
        const back = detailOf(appType, after, before);
        assert.deepEqual(fields(there.shown.keys()), fieldsThatDiffer(appType, before, after).sort());
        assert.deepEqual(fields(back.shown.keys()), fields(there.shown.keys()));
        // A path that a deletion names is one of the old list, else of the new one: none stands for two things.
        for (const path of there.shown.keys())
          assert.ok(![...there.shown.keys()].some((other) => other.startsWith(`${path}.`)), path);
      }),
    );
  });
});
