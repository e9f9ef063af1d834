import assert from "node:assert/strict";
import {
  mixedItems,
  movedItems,
  otherwiseOrdered,
  positionalProblems,
} from "../../../../../provider/hosts/dynamic/positional-options";
import { restoreSecrets } from "../../../../../provider/model/secrets";
import { appType } from "../../../../../provider/resources/app";

const bearer = (channel: string, claimedIdentity: string, token: string) => ({
  channel,
  staticBearer: { claimedIdentity, token },
});
const app = (...channelCredentials: unknown[]) => ({ displayName: "A", channelCredentials });
const [sms, rcs] = [bearer("SMS", "id-1", "t-1"), bearer("RCS", "id-2", "t-2")];
const mixed = (stored: object[], ...asked: object[]): string[] =>
  mixedItems(appType, app(...stored), restoreSecrets(appType, app(...stored), undefined).fields, app(...asked));

describe("mixedItems (dynamic host)", () => {
  it("reports an entry with a part of the one previously at its position", () => {
    assert.deepEqual(mixed([sms, rcs], bearer("RCS", "id-1", "t-2"), sms), [
      "channelCredentials[0] has a part of SMS from the state: ignoreChanges goes by position, and RCS is there now. " +
        "Keep the order, or ignore channelCredentials as a whole",
    ]);
    assert.equal(mixed([sms, rcs], rcs, bearer("SMS", "id-2", "t-1")).length, 1);
    assert.equal(mixed([sms, rcs], bearer("RCS", "id-1", "t-2"), bearer("SMS", "id-2", "t-1")).length, 2);
  });

  it("reports nothing if entries keep their positions, or take nothing from others", () => {
    assert.deepEqual(mixed([sms, rcs], bearer("SMS", "id-2", "t-1"), rcs), [], "in their places");
    assert.deepEqual(mixed([sms, rcs], rcs, sms), [], "turned round");
    assert.deepEqual(mixed([sms, rcs], bearer("RCS", "id-3", "t-2"), sms), [], "turned round, with another identity");
    assert.deepEqual(mixed([sms, rcs], bearer("RCS", "id-2", "t-1"), sms), [], "a secret goes by its key");
    assert.deepEqual(mixed([sms], bearer("RCS", "id-1", "t-2"), sms), [], "a new entry may share an identity");
    assert.deepEqual(mixed([rcs, sms], rcs, sms, bearer("LINE", "id-1", "t-3")), [], "beyond the list as it was");
    assert.deepEqual(mixedItems(appType, {}, {}, app(rcs)), [], "nothing was there");
    assert.deepEqual(mixedItems(appType, app(sms), app(sms), { channelCredentials: "unknown" }), []);
  });

  it("suggests a refresh if the state has the list in another order", () => {
    const stored = [sms, { ...rcs, before: "SMS" }];
    const [problem] = mixed(stored, bearer("RCS", "id-1", "t-2"), sms);
    assert.match(
      String(problem),
      / and RCS is there now\. Run `pulumi refresh` to put the state into the program's order, then try again$/,
    );
    assert.deepEqual(otherwiseOrdered(appType, app(...stored)), [
      "channelCredentials is named by position in ignoreChanges or replaceOnChanges. Run `pulumi refresh` to put the state " +
        "into the program's order, then try again",
    ]);
    assert.deepEqual(otherwiseOrdered(appType, app(sms, rcs)), []);
    assert.match(
      String(movedItems(appType, app(...stored))),
      /position: run `pulumi refresh`, keep .* state \(RCS, SMS\), or/,
    );
    assert.deepEqual(movedItems(appType, app(sms, rcs)), [
      "channelCredentials doesn't fit its secrets. ignoreChanges goes by position: keep the entries in the order of the state (SMS, RCS), " +
        "or ignore channelCredentials as a whole. A transform that adds ignoreChanges must name secrets.channelCredentials as well",
    ]);
    assert.deepEqual(movedItems(appType, {}), []);
  });
});

describe("positionalProblems", () => {
  const fieldsOf = (stored: Record<string, unknown>) => restoreSecrets(appType, stored, undefined).fields;
  const arranged = app(sms, { ...rcs, before: "SMS" });

  it("reports an arranged list only if options address items by position and something changes", () => {
    const rows: [byPosition: boolean, changed: boolean, problems: string[]][] = [
      [true, true, otherwiseOrdered(appType, arranged)],
      [true, false, []],
      [false, true, []],
    ];
    for (const [byPosition, changed, problems] of rows) {
      const { found } = positionalProblems(appType, arranged, byPosition);
      assert.deepEqual(found(fieldsOf(arranged), app(rcs, sms), changed), problems, `${byPosition}, ${changed}`);
    }
    assert.deepEqual(positionalProblems(appType, app(sms, rcs), true).found({}, app(sms, rcs), true), []);
  });

  it("reports mixed-up entries in any case, with the fix for orphaned secrets", () => {
    const { found, orphaned } = positionalProblems(appType, app(sms, rcs), false);
    const after = app(bearer("RCS", "id-1", "t-2"), sms);
    assert.match(found(fieldsOf(app(sms, rcs)), after, false).join(), /^channelCredentials\[0\] has a part of SMS/);
    assert.match(orphaned().join(), /^channelCredentials doesn't fit its secrets/);
  });
});
