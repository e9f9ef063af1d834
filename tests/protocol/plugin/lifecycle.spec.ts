import assert from "node:assert/strict";
import type { ServiceError } from "@grpc/grpc-js";
import fc from "fast-check";
import { type Fake, startFake } from "../../../fake";
import { missingFrom, plainApp, snakeCase } from "../../support/apps";
import { marksIn, PluginProvider, type PluginState, type Props, unmarked } from "../../support/plugin-provider";

const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

describe("the plugin's lifecycle", function () {
  this.timeout(60_000);
  let fake: Fake;
  let provider: PluginProvider;

  beforeEach(async () => {
    fake = await startFake({ pendingMs: 0, instagram: "keep" });
    provider = await PluginProvider.startFor(fake);
  });
  afterEach(async () => {
    await provider?.stop();
    await fake?.close();
  });

  it("takes random apps from one state to the next, and only prints notes on retention @random-apps", async () => {
    await fc.assert(
      fc.asyncProperty(plainApp, plainApp, async (first, second) => {
        // Random names of a letter or two come again.
        const { inputs, failures } = await provider.check({}, { ...first, allowDuplicateName: true });
        assert.deepEqual(failures, []);
        const state = await provider.create(inputs);
        assert.equal((await provider.diff(state, inputs)).changes, "none");
        assert.deepEqual(marksIn(state.outs), []);

        const next = await provider.check(inputs, second);
        assert.deepEqual(next.failures, []);
        const due = await provider.diff(state, next.inputs);
        const after =
          due.changes === "none" ? { ...state, inputs: next.inputs } : await provider.update(state, next.inputs);
        assert.deepEqual(missingFrom(snakeCase(second), fake.app(state.id)), []);

        const read = await provider.read(after);
        assert.deepEqual(read, after);
        await provider.delete(after);
        assert.equal((await provider.read(after)).id, "");
      }),
      { numRuns: 40 },
    );
    assert.deepEqual(fake.apps(), []);
    assert.equal(fake.journal.count({ operation: "token" }), 1, "one token for all calls");
    assert.equal(
      provider.printed.replace(
        /^note: (app .* has no effect in (DISPATCH|CONVERSATION) mode; |order of channels: ).*\n/gm,
        "",
      ),
      "",
    );
  });

  it("marks the secrets of inputs in place, whether or not the program did, and has none in outputs", async () => {
    const channelCredentials = [
      { channel: "SMS", staticBearer: { claimedIdentity: "plan", token: "CANARY-1" }, callbackSecret: "CANARY-2" },
    ];
    const { inputs } = await provider.check({}, { displayName: "A", channelCredentials });
    assert.deepEqual(marksIn(inputs).sort(), [
      "channelCredentials.0.callbackSecret",
      "channelCredentials.0.staticBearer.token",
    ]);
    assert.deepEqual(unmarked(inputs), { displayName: "A", channelCredentials, projectId: "project-1", region: "us" });
    const { outs } = await provider.create(inputs);
    assert.doesNotMatch(JSON.stringify(outs), /CANARY/);
    assert.deepEqual(outs.channelCredentials, [{ channel: "SMS", staticBearer: { claimedIdentity: "plan" } }]);
  });

  const sms = (token = "t", more: object = {}) => ({
    channel: "SMS",
    staticBearer: { claimedIdentity: "plan", token },
    ...more,
  });
  const rcs = { channel: "RCS", staticBearer: { claimedIdentity: "agent", token: "r" } };
  const app = (...channelCredentials: unknown[]) => ({ displayName: "A", channelCredentials });
  const created = async (program: Props): Promise<PluginState> =>
    provider.create((await provider.check({}, program)).inputs);

  it("names no property in a failure, because the engine would print its value @check-names-nothing", async () => {
    const { failures } = await provider.check(
      {},
      { displayName: "", channelCredentials: [{ channel: "SMS" }], secrets: {} },
    );
    assert.deepEqual(failures, [
      { property: "", reason: "secrets is not a known property: set each secret in its own place" },
      { property: "", reason: "displayName must be a non-empty string of at most 16384 characters" },
      { property: "", reason: "channelCredentials[0].staticBearer is missing: must be an object" },
    ]);
  });

  it("refuses an asset in place of a text, and an unknown type", async () => {
    const asset = { "4dabf18193072939515e22adb298388d": "c44067f5952c0a294b673a41bacd8c17", text: "CANARY" };
    await assert.rejects(provider.check({}, app(sms(asset as never))), {
      details: "channelCredentials[0].staticBearer.token must not be an asset [ERR_SINCH_CONFIGURATION]",
    });
    provider.type = "sinch:conversation:Ap";
    await assert.rejects(
      provider.check({}, app()),
      /there is no resource type sinch:conversation:Ap: .*sinch:conversation:App/,
    );
  });

  it("forces a replacement if the app moves, for exactly what moved", async () => {
    const state = await created(app(sms()));
    const moved = await provider.diff(state, { ...state.inputs, region: "eu", displayName: "B" });
    assert.deepEqual([moved.changes, moved.replaces], ["some", ["region"]]);
    assert.deepEqual(moved.detail, { region: "update-replace", displayName: "update" });
    assert.deepEqual((await provider.diff(state, { ...state.inputs, projectId: UNKNOWN })).replaces, ["projectId"]);
  });

  it("shows a rotated token as its own leaf, and compares inputs only", async () => {
    const state = await created(app(sms(), rcs));
    const { inputs } = await provider.check(state.inputs, app(sms("new"), rcs));
    const { detail, changed } = await provider.diff(state, inputs);
    assert.deepEqual(detail, { "channelCredentials[0].staticBearer.token": "update" });
    assert.deepEqual(changed, ["channelCredentials", "channelCredentials[0].staticBearer.token"]);
    const after = await provider.update(state, inputs);
    assert.deepEqual(after.outs, state.outs, "nothing of a secret stands in the outputs");
    assert.equal((await provider.diff(after, inputs)).changes, "none");
  });

  it("refuses a part of a channel that ignoreChanges moves to another one", async () => {
    const state = await created(app(sms("t", { callbackSecret: "c" }), rcs));
    const turned = await provider.check(state.inputs, app({ ...rcs, callbackSecret: "c" }, sms()));
    await assert.rejects(
      provider.diff(state, turned.inputs, ["channelCredentials[0].callbackSecret"]),
      /channelCredentials\[0\]\.callbackSecret in ignoreChanges goes by position, and channelCredentials\[0\] is RCS now and was SMS/,
    );
  });

  it("previews a creation and an update with their results, without a request", async () => {
    const { inputs } = await provider.check({}, app(sms(UNKNOWN)));
    const before = fake.journal.count();
    const preview = await provider.create(inputs, { preview: true });
    assert.deepEqual([preview.id, preview.outs.displayName, marksIn(preview.outs)], ["", "A", []]);
    const known = (await provider.check({}, { ...app(sms()), adopt: "01X", displayName: UNKNOWN })).inputs;
    const unnamed = await provider.create(known, { preview: true });
    assert.deepEqual([unnamed.outs.displayName, unnamed.outs.adopt], [UNKNOWN, "01X"], "policies read adopt there");
    assert.equal(fake.journal.count(), before);

    const state = await created(app(sms()));
    const next = (await provider.check(state.inputs, { ...app(sms("new")), displayName: "B" })).inputs;
    const due = await provider.update(state, next, { preview: true });
    const asked = fake.journal.countByMethod();
    assert.ok(!asked.PATCH);
    assert.deepEqual((await provider.update(state, next)).outs, due.outs);
  });

  it("keeps an app in the state unless it is certainly gone @certain-absence", async () => {
    const state = await created(app());
    fake.fail({ operation: "get", effect: { kind: "status", status: 404 } });
    assert.equal((await provider.read(state)).id, state.id, "a LIST still shows it");
    fake.clearFaults();
    await provider.update(state, { ...state.inputs, displayName: "B" });
    fake.remove(state.id);
    assert.equal((await provider.read(state)).id, "");
  });

  it("shows drift in inputs and outputs, with secrets marked", async () => {
    const state = await created(app(sms()));
    fake.edit(state.id, (there) => {
      there.display_name = "Changed";
      there.channel_credentials.push({ channel: "MESSENGER", static_token: { token: "CANARY" } });
    });
    const read = await provider.read(state);
    assert.equal(read.outs.displayName, "Changed");
    assert.deepEqual(marksIn(read.inputs).sort(), [
      "channelCredentials.0.staticBearer.token",
      "channelCredentials.1.staticToken.token",
    ]);
    assert.doesNotMatch(JSON.stringify(read.outs), /CANARY/);
    // As the engine asks after a refresh: what it read against what was asked for.
    assert.deepEqual((await provider.diff(read, state.inputs)).detail, {
      displayName: "update",
      "channelCredentials[1]": "delete",
    });
  });

  it("removes both new and old secrets from a refusal", async () => {
    const state = await created(app(sms("CANARY-old-token")));
    const { inputs } = await provider.check(state.inputs, app(sms("CANARY-new-token")));
    const message = "CANARY-new-token can't replace CANARY-old-token";
    fake.fail({ operation: "update", effect: { kind: "status", status: 400, body: { message } } });
    await assert.rejects(provider.update(state, inputs), ({ details }: ServiceError) => {
      assert.match(details, /can't replace/);
      assert.doesNotMatch(details, /CANARY/);
      return true;
    });
  });

  it("ends an error with its code, and refuses the state of a newer version @state-versions", async () => {
    const state = await created(app());
    fake.fail({ operation: "update", effect: { kind: "status", status: 403 } });
    await assert.rejects(provider.update(state, { ...state.inputs, displayName: "B" }), (error: ServiceError) => {
      assert.match(error.details, /^updating app "B" \(\w+\): .* \[ERR_SINCH_ACCESS_DENIED\]$/);
      return true;
    });
    const newer = {
      ...state,
      outs: { ...state.outs, __kept: { formatVersion: 99, incarnation: "i", loopback: true } },
    };
    await assert.rejects(provider.read(newer), /a newer version of this package wrote the state of this app/);
  });
});
