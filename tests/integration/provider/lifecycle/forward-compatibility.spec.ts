import assert from "node:assert/strict";
import { Lifecycle } from "../../../support/lifecycle";

// What a newer service sends: channels, fields and values that this version doesn't know.

const sms = { channel: "SMS", staticBearer: { claimedIdentity: "plan", token: "token" } };
const APP = { displayName: "A", channelCredentials: [sms], conversationMetadataReportView: "FULL" };

describe("the lifecycle with a newer service", () => {
  let on: Lifecycle;
  beforeEach(async () => {
    on = await Lifecycle.start({ pendingMs: 0 });
  });
  afterEach(() => on.fake.close());

  it("keeps unknown fields of app and channel through a PATCH of the channels, and reports no drift @forward-compatible", async () => {
    const app = await on.create(APP);
    on.fake.edit(app.id, (wire) => {
      Object.assign(wire, { brand_new: { a: [1, { b: null }] } });
      Object.assign(wire.channel_credentials[0] as object, { new_flag: true, "odd-Name_2": { x_1: "y" } });
    });
    assert.equal(await app.refresh(), "same");
    await app.up({ ...APP, channelCredentials: [sms, { channel: "TELEGRAM", telegramCredentials: { token: "t" } }] });
    const [entry] = on.fake.app(app.id)?.channel_credentials ?? [];
    assert.deepEqual([entry?.new_flag, entry?.["odd-Name_2"]], [true, { x_1: "y" }]);
    assert.deepEqual(on.fake.app(app.id)?.brand_new, { a: [1, { b: null }] });
    assert.equal(await app.refresh(), "same");
  });

  it("reports an unknown channel as drift, which a refresh accepts, and which can be kept, as ignoreChanges does, or removed @forward-compatible", async () => {
    const app = await on.create(APP);
    on.fake.edit(app.id, (wire) => {
      wire.channel_credentials.push({
        channel: "PIGEON",
        pigeon_credentials: { loft_no: 7, key: "k" },
        state: { status: "ACTIVE" },
      } as never);
    });
    assert.equal(await app.refresh(), "changed");
    assert.equal(await app.refresh(), "same", "its state doesn't count");

    // What the engine does under ignoreChanges: the program's list is that of the state.
    const { channelCredentials, secrets } = app.inputs;
    await app.up({ ...APP, displayName: "B", channelCredentials, secrets });
    assert.deepEqual(on.fake.received.at(-1)?.body, { display_name: "B" });

    await app.up(APP);
    assert.deepEqual(
      on.fake.app(app.id)?.channel_credentials.map(({ channel }) => channel),
      ["SMS"],
    );
  });

  it("reports an unknown value of a known field as drift, and sends it back only if the program sets it @forward-compatible", async () => {
    const app = await on.create(APP);
    on.fake.edit(app.id, (wire) => Object.assign(wire, { conversation_metadata_report_view: "PARTIAL" }));
    assert.equal(await app.refresh(), "changed");
    assert.equal(app.inputs.conversationMetadataReportView, "PARTIAL");
    await app.up({ ...APP, displayName: "B", conversationMetadataReportView: "PARTIAL" });
    assert.deepEqual(on.fake.received.at(-1)?.body, { display_name: "B" });
    await app.up(APP);
    assert.equal(on.fake.app(app.id)?.conversation_metadata_report_view, "FULL");
  });

  it("accepts a service that begins to hide secrets, without drift or a blocked update", async () => {
    const app = await on.create({ ...APP, callbackSettings: { secretForOverriddenCallbackUrls: "override" } });
    on.fake.configure({ secrets: "masked" });
    assert.equal(await app.refresh(), "same");
    const rotated = { ...sms, staticBearer: { claimedIdentity: "plan", token: "rotated" } };
    await app.up({
      ...APP,
      channelCredentials: [rotated],
      callbackSettings: { secretForOverriddenCallbackUrls: "new" },
    });
    assert.equal(await app.refresh(), "same");
    assert.match(JSON.stringify(on.fake.app(app.id)), /"rotated".*"new"/);
  });

  it("adopts a channel that was added by hand behind a mask, with its token", async () => {
    on.fake.configure({ secrets: "masked" });
    const app = await on.create(APP);
    on.fake.edit(app.id, (wire) =>
      wire.channel_credentials.push({ channel: "TELEGRAM", telegram_credentials: { token: "by-hand" } } as never),
    );
    assert.equal(await app.refresh(), "changed");
    const program = {
      ...APP,
      channelCredentials: [sms, { channel: "TELEGRAM", telegramCredentials: { token: "mine" } }],
    };
    await app.up(program);
    assert.equal(await app.refresh(), "same");
    assert.equal(await app.differsFrom(program), false);
    assert.match(JSON.stringify(on.fake.app(app.id)), /"mine"/);
  });

  it("reads a state without a format version, as early versions wrote it @state-versions", async () => {
    const app = await on.create(APP);
    const { formatVersion: _, ...older } = app.outputs;
    app.outputs = older as typeof app.outputs;
    assert.equal(await app.refresh(), "same");
    await app.up({ ...APP, displayName: "B" });
    assert.equal(on.fake.app(app.id)?.display_name, "B");
    assert.equal(app.outputs.formatVersion, 1);
  });
});
