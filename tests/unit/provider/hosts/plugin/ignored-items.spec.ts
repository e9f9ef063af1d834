import assert from "node:assert/strict";
import { mixedItems } from "../../../../../provider/hosts/plugin/ignored-items";
import { appType } from "../../../../../provider/resources/app";

const app = (...channels: string[]): Record<string, unknown> => ({
  channelCredentials: channels.map((channel) => ({
    channel,
    staticBearer: { claimedIdentity: channel, token: channel },
  })),
});

const rows: [what: string, path: string, after: readonly string[], refused: boolean][] = [
  [
    "a part of an item whose position another one has now",
    "channelCredentials[0].staticBearer.token",
    ["RCS", "SMS"],
    true,
  ],
  ["a part of any item, if one has moved", "channelCredentials[*].staticBearer.claimedIdentity", ["RCS", "SMS"], true],
  ["a part of an item that hasn't moved", "channelCredentials[1].staticBearer.token", ["MMS", "RCS"], false],
  ["a part that the other one hadn't", "channelCredentials[0].callbackSecret", ["RCS", "SMS"], false],
  ["a whole item", "channelCredentials[0]", ["RCS", "SMS"], false],
  ["the whole list", "channelCredentials", ["RCS", "SMS"], false],
  ["a position that was empty", "channelCredentials[2].staticBearer.token", ["SMS", "RCS", "MMS"], false],
  ["another field", "retentionPolicy.ttlDays", ["RCS", "SMS"], false],
];

describe("mixedItems (plugin)", () => {
  for (const [what, path, after, refused] of rows) {
    it(`${refused ? "refuses" : "allows"} ${what}`, () => {
      const problems = mixedItems(appType, app("SMS", "RCS"), app(...after), [path]);
      assert.equal(problems.length > 0, refused, problems.join());
      if (refused) {
        assert.match(
          problems[0] ?? "",
          /in ignoreChanges goes by position, and channelCredentials\[0\] is RCS now and was SMS\. Keep the order/,
        );
      }
    });
  }
});
