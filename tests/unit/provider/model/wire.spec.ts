import assert from "node:assert/strict";
import { fromWire, toWire } from "../../../../provider/model/wire";
import { appType } from "../../../../provider/resources/app";

describe("toWire and fromWire", () => {
  const rows: [string, string][] = [
    ["displayName", "display_name"],
    ["kakaotalkPlusFriendId", "kakaotalk_plus_friend_id"],
    ["secretForOverriddenCallbackUrls", "secret_for_overridden_callback_urls"],
    ["channel", "channel"],
  ];
  for (const [ours, wire] of rows) {
    it(`convert ${ours} to ${wire} and back`, () => {
      assert.equal(appType.toWireName(ours), wire);
      assert.equal(appType.fromWireName(wire), ours);
    });
  }

  for (const odd of [
    "with_2_digits",
    "_leading",
    "trailing_",
    "double__under",
    "Upper_Case",
    "kebab-case",
    "__proto__",
  ]) {
    it(`keep ${odd}, which isn't a field name, unchanged`, () => {
      const value = JSON.parse(`{"${odd}":1}`);
      assert.equal(JSON.stringify(toWire(appType, fromWire(appType, value))), JSON.stringify(value));
    });
  }
});
