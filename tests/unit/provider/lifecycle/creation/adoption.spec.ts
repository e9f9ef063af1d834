import assert from "node:assert/strict";
import { asExisting, changesByAdopting, lossByAdopting } from "../../../../../provider/lifecycle/creation/adoption";
import { desiredOf, leavesOf } from "../../../../../provider/model/leaves";
import { UNKNOWN } from "../../../../../provider/model/secrets";
import { appType } from "../../../../../provider/resources/app";

const live = {
  id: "1",
  displayName: "A",
  processingMode: "PARALLEL",
  channelCredentials: [
    { channel: "PIGEON", pigeonCredentials: { loft: "1", key: "masked" } },
    { channel: "SMS", staticBearer: { claimedIdentity: "plan", token: "masked" } },
  ],
};

describe("asExisting", () => {
  it("returns each equal field and list entry, whatever its secrets are", () => {
    const pigeon = { channel: "PIGEON", pigeonCredentials: { loft: "1", key: "own" } };
    const sms = { channel: "SMS", staticBearer: { claimedIdentity: "another", token: "own" } };
    assert.deepEqual(
      asExisting(appType, live, { displayName: "B", processingMode: "PARALLEL", channelCredentials: [sms, pigeon] }),
      { processingMode: "PARALLEL", channelCredentials: [pigeon] },
    );
  });

  it("omits a field that the app doesn't have, and a list that isn't one", () => {
    assert.deepEqual(
      asExisting(appType, live, { smartConversation: { enabled: true }, channelCredentials: "SMS" }),
      {},
    );
    assert.deepEqual(asExisting(appType, { id: "1" }, { displayName: "A" }), {});
  });
});

describe("changesByAdopting", () => {
  const pigeon = { channel: "PIGEON", pigeonCredentials: { loft: "1", key: "own" } };
  const sms = (claimedIdentity: string) => ({ channel: "SMS", staticBearer: { claimedIdentity, token: "own" } });

  it("refuses to lose an entry that the program doesn't set; an unset list stays", () => {
    const loss = lossByAdopting(
      appType,
      live,
      leavesOf(appType, { displayName: "A", channelCredentials: [sms("plan")] }),
    );
    assert.match(String(loss), /^app 1 has what .* adoption would remove it: channelCredentials\[PIGEON\]\. Set it/);
    assert.equal(lossByAdopting(appType, live, leavesOf(appType, { displayName: "A" })), undefined);
    assert.equal(
      lossByAdopting(appType, live, leavesOf(appType, { channelCredentials: [sms("plan"), pigeon] })),
      undefined,
    );
  });

  it("names every entry that would be lost", () => {
    const loss = lossByAdopting(appType, live, leavesOf(appType, { channelCredentials: [] }));
    assert.match(String(loss), / remove it: channelCredentials\[PIGEON\], channelCredentials\[SMS\]\. Set it/);
    const text = leavesOf(appType, { channelCredentials: "unknown yet" });
    assert.equal(lossByAdopting(appType, live, text), undefined);
  });

  const notShown: [title: string, fields: object, changes: string][] = [
    ["leaves a harmless default", { smartConversation: { enabled: false } }, "nothing changes"],
    [
      "sends a default that could delete messages",
      {
        processingMode: "CONVERSATION",
        dispatchRetentionPolicy: { retentionType: "MESSAGE_EXPIRE_POLICY", ttlDays: 0 },
      },
      'that changes dispatchRetentionPolicy.ttlDays null → 0, processingMode null → "CONVERSATION"',
    ],
    [
      "sends what may just stay hidden",
      { consentManagerSettings: { mode: "PRIMARY" } },
      'that changes consentManagerSettings.mode null → "PRIMARY"',
    ],
    ["sends what the schema doesn't know", { extraFields: { new_mode: "X" } }, "that changes extraFields.new_mode"],
  ];
  for (const [title, fields, changes] of notShown) {
    it(`${title} if the app doesn't show it`, () => {
      const desired = desiredOf(appType, { displayName: "A", ...fields });
      assert.equal(changesByAdopting(appType, { id: "1", displayName: "A" }, desired), changes);
    });
  }

  const messenger = { channel: "MESSENGER", staticToken: { token: "own" } };
  const two = {
    ...live,
    channelCredentials: [{ channel: "MESSENGER", staticToken: { token: "own" } }, live.channelCredentials[1]],
  };

  it("lists the changes: the path only for fields that can hold secrets, values for the rest", () => {
    assert.equal(changesByAdopting(appType, live, desiredOf(appType, { displayName: "A" })), "nothing changes");
    assert.equal(
      changesByAdopting(appType, live, desiredOf(appType, { displayName: "B", processingMode: "CONVERSATION" })),
      'that changes displayName "A" → "B", processingMode "PARALLEL" → "CONVERSATION"',
    );
    const changes = changesByAdopting(
      appType,
      two,
      desiredOf(appType, { channelCredentials: [messenger, sms("another")] }),
    );
    assert.match(changes, /^that changes channelCredentials\[SMS\]\.staticBearer\.claimedIdentity/);
    assert.doesNotMatch(changes, /another|own|masked/);
  });

  it("reports a changed list order, and unknown values", () => {
    assert.match(
      changesByAdopting(appType, two, desiredOf(appType, { channelCredentials: [sms("plan"), messenger] })),
      /channelCredentials: the order/,
    );
    assert.equal(
      changesByAdopting(appType, live, desiredOf(appType, { displayName: UNKNOWN })),
      'that changes displayName "A" → unknown yet',
    );
  });
});
