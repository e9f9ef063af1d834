import assert from "node:assert/strict";
import { fingerprintsAfter, fingerprintsOf, isUnchanged, type Known } from "../../../../provider/model/comparison";
import { leavesOf } from "../../../../provider/model/leaves";
import { appType } from "../../../../provider/resources/app";

const TOKEN = "channelCredentials/MESSENGER/staticToken/token";
const leaves = (displayName: string, token: string) =>
  leavesOf(appType, { displayName, channelCredentials: [{ channel: "MESSENGER", staticToken: { token } }] });

describe("fingerprints", () => {
  it("are short digests that reveal neither the value nor that two resources share it", () => {
    const [one, other] = ["salt", "pepper"].map((salt) =>
      fingerprintsOf(appType, leaves("A", "mine"), leaves("A", "theirs"), salt),
    );
    assert.deepEqual(Object.keys(one ?? {}), [TOKEN]);
    assert.match(one?.[TOKEN] ?? "", /^[\w-]{16}$/);
    assert.notEqual(one?.[TOKEN], other?.[TOKEN]);
  });

  it("treat the same shown value as unchanged, and another one as a change", () => {
    const fingerprints = fingerprintsOf(appType, leaves("A", "mine"), leaves("A", "theirs"), "salt");
    const known: Known = { leaves: leaves("A", "mine"), fingerprints, salt: "salt" };
    assert.equal(isUnchanged(appType, known, TOKEN, "theirs"), true);
    assert.equal(isUnchanged(appType, known, TOKEN, "mine"), true);
    assert.equal(isUnchanged(appType, known, TOKEN, "another"), false);
    assert.equal(isUnchanged(appType, { ...known, fingerprints: {} }, TOKEN, "****"), true, "a mask");
  });

  it("are replaced after a PATCH for the sent fields, and kept for the rest", () => {
    const [asked, shown] = [leaves("A", "mine"), leaves("B", "theirs")];
    const before = { displayName: "old", [TOKEN]: "old", "retentionPolicy/ttlDays": "old" };
    const known: Known = { leaves: asked, fingerprints: before, salt: "salt" };
    const { displayName, [TOKEN]: token } = fingerprintsOf(appType, asked, shown, "salt");
    const patched = (...mask: string[]) => fingerprintsAfter(appType, mask, known, asked, shown);
    assert.deepEqual(patched("displayName"), { ...before, displayName });
    assert.deepEqual(patched("channelCredentials"), { ...before, [TOKEN]: token });
    assert.deepEqual(patched("retentionPolicy"), { displayName: "old", [TOKEN]: "old" });
    assert.deepEqual(patched(), before);
  });
});
