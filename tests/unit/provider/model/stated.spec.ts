import assert from "node:assert/strict";
import { leavesOf } from "../../../../provider/model/leaves";
import { statedOf } from "../../../../provider/model/stated";
import { appType } from "../../../../provider/resources/app";

const stated = (fields: object) => statedOf(appType, leavesOf(appType, { displayName: "A", ...fields } as never));
const namesOf = (fields: object): Record<string, unknown> => {
  const { displayName, ...rest } = Object.fromEntries(stated(fields).leaves);
  assert.equal(displayName, "A");
  return rest;
};

describe("statedOf", () => {
  it("omits the service's defaults", () => {
    assert.deepEqual(
      namesOf({
        conversationMetadataReportView: "NONE",
        smartConversation: { enabled: false },
        messageRetrySettings: { retryDuration: 3600 },
      }),
      {},
    );
  });

  it("keeps what differs from a default, with the fields that the schema requires beside it", () => {
    assert.deepEqual(namesOf({ retentionPolicy: { retentionType: "MESSAGE_EXPIRE_POLICY", ttlDays: 30 } }), {
      "retentionPolicy/retentionType": "MESSAGE_EXPIRE_POLICY",
      "retentionPolicy/ttlDays": 30,
    });
  });

  it("omits zeros that no request may contain", () => {
    assert.deepEqual(namesOf({ deliveryReportBasedFallback: { enabled: false, deliveryReportWaitingTime: 0 } }), {});
    assert.deepEqual(namesOf({ deliveryReportBasedFallback: { enabled: true, deliveryReportWaitingTime: 0 } }), {
      "deliveryReportBasedFallback/enabled": true,
    });
  });

  it("omits a zero that the field doesn't allow, and keeps the rest of its object", () => {
    assert.deepEqual(namesOf({ messageRetrySettings: { retryDuration: 0 } }), {});
    assert.deepEqual(namesOf({ retentionPolicy: { retentionType: "PERSIST_RETENTION_POLICY", ttlDays: 0 } }), {
      "retentionPolicy/retentionType": "PERSIST_RETENTION_POLICY",
    });
  });

  it("omits an object that a program couldn't set", () => {
    for (const retention of [
      { retentionType: "LATER_POLICY", ttlDays: 30 },
      { retentionType: "MESSAGE_EXPIRE_POLICY", ttlDays: 100_000 },
    ])
      assert.deepEqual(namesOf({ retentionPolicy: retention }), {});
  });

  it("omits what only the service sets, and fields outside the schema", () => {
    assert.deepEqual(namesOf({ queueStats: { outboundSize: 1 }, somethingNew: 1 }), {});
  });

  it("keeps list items in order, without their defaults", () => {
    const entry = (channel: string) => ({
      channel,
      staticBearer: { claimedIdentity: "plan", token: "token" },
      callbackSecret: "",
      credentialOrdinalNumber: 0,
      state: { status: "ACTIVE" },
    });
    assert.deepEqual(namesOf({ channelCredentials: [entry("SMS"), entry("RCS")] }), {
      channelCredentials: ["SMS", "RCS"],
      "channelCredentials/SMS/channel": "SMS",
      "channelCredentials/SMS/staticBearer/claimedIdentity": "plan",
      "channelCredentials/SMS/staticBearer/token": "token",
      "channelCredentials/RCS/channel": "RCS",
      "channelCredentials/RCS/staticBearer/claimedIdentity": "plan",
      "channelCredentials/RCS/staticBearer/token": "token",
    });
  });

  it("omits fields outside the schema from a valid item, but keeps an unknown or invalid item whole", () => {
    const bearer = { claimedIdentity: "plan", token: "token" };
    const items: [item: object, names: string[]][] = [
      [{ channel: "SMS", staticBearer: bearer, new_leaf: 1 }, ["staticBearer/claimedIdentity", "staticBearer/token"]],
      [{ channel: "PIGEON", pigeon: { loft: "x" }, callbackSecret: "" }, ["extraFields/pigeon/loft"]],
      [{ channel: "SMS", new_leaf: 1 }, ["extraFields/new_leaf"]],
    ];
    for (const [item, names] of items) {
      const { channel } = item as { channel: string };
      const found = Object.keys(namesOf({ channelCredentials: [item] }));
      const at = `channelCredentials/${channel}/`;
      assert.deepEqual(found.sort(), ["channelCredentials", `${at}channel`, ...names.map((name) => at + name)].sort());
    }
  });

  it("reports secrets that the service hides, and omits them", () => {
    const { leaves, hidden } = stated({
      channelCredentials: [{ channel: "SMS", staticBearer: { claimedIdentity: "plan", token: "****" } }],
    });
    assert.deepEqual(hidden, ["channelCredentials[SMS].staticBearer.token"]);
    assert.ok(!leaves.has("channelCredentials/SMS/staticBearer/token"));
    assert.ok(leaves.has("channelCredentials/SMS/staticBearer/claimedIdentity"));
  });
});
