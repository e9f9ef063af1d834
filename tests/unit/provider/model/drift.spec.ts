import assert from "node:assert/strict";
import { fingerprintsOf } from "../../../../provider/model/comparison";
import { driftOf } from "../../../../provider/model/drift";
import { type Fields, fieldsOf, leavesOf } from "../../../../provider/model/leaves";
import { fromWire } from "../../../../provider/model/wire";
import { appType } from "../../../../provider/resources/app";

const APP: Fields = {
  displayName: "Support",
  channelCredentials: [
    { channel: "SMS", staticBearer: { claimedIdentity: "plan", token: "sms-token" } },
    { channel: "LINE", lineCredentials: { token: "t", secret: "s" }, credentialOrdinalNumber: 2 },
  ],
  retentionPolicy: { retentionType: "MESSAGE_EXPIRE_POLICY" },
  smartConversation: { enabled: true },
};

type Entries = Record<string, Record<string, unknown>>[];
type Shown = Record<string, unknown> & { channel_credentials: Entries };

const shown = (change: (app: Shown, entries: Entries) => void = () => {}): Fields => {
  const app = {
    id: "A1",
    display_name: "Support",
    channel_credentials: [
      {
        channel: "SMS",
        static_bearer: { claimed_identity: "plan", token: "sms-token" },
        callback_secret: "",
        credential_ordinal_number: 0,
        state: { status: "ACTIVE" },
      },
      {
        channel: "LINE",
        line_credentials: { token: "t", secret: "s", is_default: false },
        credential_ordinal_number: 2,
        channel_known_id: "",
      },
    ],
    retention_policy: { retention_type: "MESSAGE_EXPIRE_POLICY", ttl_days: 180 },
    smart_conversation: { enabled: true },
    processing_mode: "CONVERSATION",
    callback_settings: { secret_for_overridden_callback_urls: "" },
    message_retry_settings: null,
    queue_stats: { outbound_size: 0 },
  } as unknown as Shown;
  change(app, app.channel_credentials);
  return fromWire(appType, app) as Fields;
};

/** The drift after a write that the service answered with `answer`. */
const drift = (now: Fields, answer: Fields = shown()) => {
  const leaves = leavesOf(appType, APP);
  const fingerprints = fingerprintsOf(appType, leaves, leavesOf(appType, answer), "salt");
  return driftOf(appType, { leaves, fingerprints, salt: "salt" }, leavesOf(appType, now));
};

describe("driftOf", () => {
  const none: [string, (app: Shown, entries: Entries) => void][] = [
    ["nothing changed", () => {}],
    ["an unmanaged field changed", (app) => Object.assign(app, { processing_mode: "DISPATCH" })],
    [
      "an unmanaged leaf of a managed field changed",
      (app) => Object.assign(app.retention_policy as object, { ttl_days: 7 }),
    ],
    [
      "a callback secret was set that the program doesn't manage",
      (_, e) => Object.assign(e[0] as object, { callback_secret: "x" }),
    ],
    [
      "a channel's state changed",
      (_, e) => Object.assign(e[0] as object, { state: { status: "FAILING", description: "x" } }),
    ],
    ["the channel gave an id", (_, e) => Object.assign(e[1] as object, { channel_known_id: "x" })],
    ["queue statistics changed", (app) => Object.assign(app, { queue_stats: { outbound_size: 9 } })],
    ["a new field appeared", (app) => Object.assign(app, { brand_new: { a: [1] } })],
    ["a new field appeared in a channel", (_, e) => Object.assign(e[0] as object, { brand_new: "x" })],
    ["an unset object is null", (app) => Object.assign(app, { callback_settings: null })],
  ];
  for (const [title, change] of none) {
    it(`finds nothing if ${title} @no-drift-unmanaged`, () => {
      const found = drift(shown(change));
      assert.deepEqual(found.changes, []);
      assert.deepEqual(fieldsOf(appType, found.leaves), APP);
    });
  }

  const masked = shown((_, e) => Object.assign(e[0]?.static_bearer as object, { token: "****" }));

  it("finds nothing if the service shows a masked or exchanged secret as it did right after the write", () => {
    const found = drift(masked, masked);
    assert.deepEqual(found.changes, []);
    assert.deepEqual(Object.keys(found.fingerprints), ["channelCredentials/SMS/staticBearer/token"]);
  });

  it("distinguishes a service that begins to hide a secret from a different mask", () => {
    assert.deepEqual(drift(masked).changes, []);
    const other = shown((_, e) => Object.assign(e[0]?.static_bearer as object, { token: "****9" }));
    assert.deepEqual(
      drift(other, masked).changes.map(({ kind, path }) => [kind, path]),
      [["changed", "channelCredentials/SMS/staticBearer/token"]],
    );
  });

  it("takes the service's value for a changed leaf, and drops its fingerprint", () => {
    const found = drift(
      shown((_, e) => Object.assign(e[0]?.static_bearer as object, { token: "else" })),
      masked,
    );
    assert.equal(found.leaves.get("channelCredentials/SMS/staticBearer/token"), "else");
    assert.deepEqual(found.fingerprints, {});
  });

  it("finds a field that became empty, and removes it", () => {
    const found = drift(shown((app) => Object.assign(app, { smart_conversation: null })));
    assert.deepEqual(found.changes, [
      { kind: "changed", path: "smartConversation/enabled", deployed: true, actual: undefined },
    ]);
    assert.equal("smartConversation" in fieldsOf(appType, found.leaves), false);
  });

  it("finds an added channel, without its default values", () => {
    const found = drift(
      shown((_, e) =>
        e.splice(1, 0, {
          channel: "MESSENGER",
          static_token: { token: "fb" },
          callback_secret: "",
          credential_ordinal_number: 0,
          state: { status: "PENDING" },
        } as never),
      ),
    );
    assert.deepEqual(found.changes, [{ kind: "added", path: "channelCredentials/MESSENGER" }]);
    assert.deepEqual((fieldsOf(appType, found.leaves).channelCredentials as unknown[])[1], {
      channel: "MESSENGER",
      staticToken: { token: "fb" },
    });
  });

  it("finds a removed channel", () => {
    const found = drift(shown((_, e) => e.pop()));
    assert.deepEqual(found.changes, [{ kind: "removed", path: "channelCredentials/LINE#2" }]);
    assert.equal((fieldsOf(appType, found.leaves).channelCredentials as unknown[]).length, 1);
  });

  it("reports a different channel order as a change of the order only", () => {
    const found = drift(shown((_, e) => e.reverse()));
    assert.deepEqual(found.changes, [
      { kind: "reordered", path: "channelCredentials", deployed: ["SMS", "LINE#2"], actual: ["LINE#2", "SMS"] },
    ]);
  });

  it("finds nothing if the channels have the order shown right after the write", () => {
    const turned = shown((_, e) => e.reverse());
    assert.deepEqual(drift(turned, turned).changes, []);
  });

  it("finds a channel that the response to the last write omitted or kept", () => {
    const without = shown((_, e) => e.pop());
    const left = drift(without, without);
    assert.deepEqual(left.changes, [{ kind: "removed", path: "channelCredentials/LINE#2" }]);
    assert.equal((fieldsOf(appType, left.leaves).channelCredentials as unknown[]).length, 1);
    const more = shown((_, e) => e.push({ channel: "TELEGRAM", telegram_credentials: { token: "t" } } as never));
    const kept = drift(more, more);
    assert.deepEqual(kept.changes, [{ kind: "added", path: "channelCredentials/TELEGRAM" }]);
    assert.equal((fieldsOf(appType, kept.leaves).channelCredentials as unknown[]).length, 3);
  });
});
