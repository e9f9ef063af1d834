import assert from "node:assert/strict";
import { orderNotes } from "../../../../provider/hosts/order-notes";
import { leavesOf } from "../../../../provider/model/leaves";
import { UNKNOWN } from "../../../../provider/model/secrets";
import { appType } from "../../../../provider/resources/app";

const bearer = (channel: string, token = "t") => ({ channel, staticBearer: { claimedIdentity: "i", token } });
const [sms, rcs, whatsapp] = [bearer("SMS"), bearer("RCS"), bearer("WHATSAPP")];
const notes = (before: readonly object[], after: readonly object[], more: object = {}): string[] => {
  const leaves = (channelCredentials: readonly object[], rest: object = {}) =>
    leavesOf(appType, { displayName: "A", channelCredentials, ...rest });
  return orderNotes(appType, leaves(before), leaves(after, more));
};

describe("orderNotes", () => {
  it("names both orders if only the order of channels changes, whatever else in the app changes", () => {
    const note = "order of channels: SMS, RCS → RCS, SMS; credentials unchanged";
    assert.deepEqual(notes([sms, rcs], [rcs, sms]), [note]);
    assert.deepEqual(notes([sms, rcs], [rcs, sms], { displayName: "B" }), [note]);
  });

  for (const [what, before, after] of [
    ["nothing changes", [sms, rcs], [sms, rcs]],
    ["a channel is added", [sms, rcs], [rcs, sms, whatsapp]],
    ["a channel is removed", [sms, rcs, whatsapp], [rcs, sms]],
    ["a moved channel has another token", [sms, rcs], [bearer("RCS", "new"), sms]],
    ["a moved channel has another field", [sms, rcs], [{ ...rcs, callbackSecret: "s" }, sms]],
    ["a channel isn't known yet", [sms, rcs], [bearer(UNKNOWN), sms]],
  ] as const) {
    it(`returns nothing if ${what}`, () => assert.deepEqual(notes(before, after), []));
  }
});
