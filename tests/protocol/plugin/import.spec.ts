import assert from "node:assert/strict";
import { type Fake, startFake } from "../../../fake";
import { leavesOf, splitPath } from "../../../provider/model/leaves";
import { appType } from "../../../provider/resources/app";
import { channels, type Stages, wireChannels } from "../../fixtures/channels";
import { EngineLogStub } from "../../support/engine-log";
import { marksIn, PluginProvider, type Props, unmarked } from "../../support/plugin-provider";

/** What a program states beyond the service's defaults. */
const withoutDefaults = (program: Props): Props =>
  JSON.parse(JSON.stringify(program), (name, value) =>
    (name === "isDefault" && value === false) || (name === "credentialOrdinalNumber" && value === 0)
      ? undefined
      : value,
  );

describe("the plugin's import", function () {
  this.timeout(60_000);
  let fake: Fake;
  let engine: EngineLogStub;
  let provider: PluginProvider;

  before(async () => {
    fake = await startFake({ pendingMs: 0, instagram: "keep" });
    engine = await EngineLogStub.start();
    provider = await PluginProvider.startFor(fake, {}, {}, engine.address);
  });
  after(async () => {
    await provider?.stop();
    engine?.stop();
    await fake?.close();
  });

  const insert = (more: object): string =>
    fake.insert({ display_name: "A", channel_credentials: [], ...more } as never);

  for (const [channel, { created }] of Object.entries(wireChannels)) {
    it(`reads ${channel} as a program sets it, with its secrets marked, and shows no difference afterwards`, async () => {
      const id = insert({ channel_credentials: created });
      const state = await provider.read({ id });
      assert.equal(state.id, id);
      const program = withoutDefaults({
        displayName: "A",
        processingMode: "DISPATCH",
        channelCredentials: (channels as Readonly<Record<string, Stages<object[]>>>)[channel]?.created,
        projectId: "project-1",
        region: "us",
      });
      assert.deepEqual(unmarked(state.inputs), program);
      const isSecret = (path: string): boolean => appType.isSecret(splitPath(path));
      assert.equal(marksIn(state.inputs).length, [...leavesOf(appType, program).keys()].filter(isSecret).length);
      assert.deepEqual(marksIn(state.outs), []);
      const { inputs, failures } = await provider.check(state.inputs, program);
      assert.deepEqual(failures, []);
      assert.equal((await provider.diff(state, inputs)).changes, "none");
      assert.deepEqual(await provider.read(state), state, "a refresh finds no drift");
    });
  }

  const fields: [what: string, wire: object, stated: object][] = [
    ["what the service set by itself", {}, {}],
    [
      "a policy, with what the schema requires in it",
      { retention_policy: { retention_type: "MESSAGE_EXPIRE_POLICY", ttl_days: 30 } },
      { retentionPolicy: { retentionType: "MESSAGE_EXPIRE_POLICY", ttlDays: 30 } },
    ],
    [
      "a fallback that was never set",
      { delivery_report_based_fallback: { enabled: false, delivery_report_waiting_time: 0 } },
      {},
    ],
    [
      "a fallback without a waiting time",
      { delivery_report_based_fallback: { enabled: true, delivery_report_waiting_time: 0 } },
      { deliveryReportBasedFallback: { enabled: true } },
    ],
    [
      "a callback secret",
      { callback_settings: { secret_for_overridden_callback_urls: "s" } },
      { callbackSettings: { secretForOverriddenCallbackUrls: "s" } },
    ],
    ["a field that is newer than the schema", { brand_new: { a: 1 } }, {}],
    ["null for what isn't set", { message_retry_settings: null, delivery_report_based_fallback: null }, {}],
  ];
  for (const [what, wire, stated] of fields) {
    it(`sets ${JSON.stringify(stated)} for ${what}`, async () => {
      const state = await provider.read({ id: insert(wire) });
      // Which mode is the default depends on when the app was made, so it is stated.
      const { displayName, channelCredentials, projectId, region, processingMode, ...rest } = unmarked(state.inputs);
      assert.deepEqual([displayName, channelCredentials, projectId, region], ["A", [], "project-1", "us"]);
      assert.equal(processingMode, "DISPATCH");
      assert.deepEqual(rest, stated);
      const { inputs, failures } = await provider.check(state.inputs, state.inputs);
      assert.deepEqual(failures, []);
      assert.equal((await provider.diff(state, inputs)).changes, "none");
    });
  }

  it("states the mode of an older app, too, which the next one wouldn't get by itself", async () => {
    const { inputs } = await provider.read({ id: insert({ processing_mode: "CONVERSATION" }) });
    assert.equal(inputs.processingMode, "CONVERSATION");
  });

  it("uses project and region if the ID contains them", async () => {
    const id = fake.insert({ display_name: "EU", channel_credentials: [] }, { region: "eu" } as never);
    assert.equal((await provider.read({ id })).id, "", "it isn't where the configuration says");
    const state = await provider.read({ id: `project-1/eu/${id}` });
    assert.deepEqual([state.id, state.inputs.region, state.inputs.displayName], [id, "eu", "EU"]);
    await assert.rejects(
      provider.read({ id: `eu/${id}` }),
      /"eu\/\w+" is not an ID: use <id> or <project>\/<region>\/<id>/,
    );
    await assert.rejects(provider.read({ id: `project-1/as/${id}` }), /"as" is not a region/);
  });

  it("keeps an entry whole that is newer than the schema", async () => {
    const entry = { channel: "SEMAPHORE", semaphore_credentials: { flags: "CANARY" } };
    const state = await provider.read({ id: insert({ channel_credentials: [entry] }) });
    assert.deepEqual(unmarked(state.inputs.channelCredentials), [
      { channel: "SEMAPHORE", extraFields: { semaphore_credentials: { flags: "CANARY" } } },
    ]);
    assert.ok(marksIn(state.inputs).some((path) => path.endsWith("flags")));
    assert.doesNotMatch(JSON.stringify(state.outs), /CANARY/);
    assert.deepEqual((await provider.check(state.inputs, state.inputs)).failures, []);
  });

  it("omits a secret that the service hides, and names it", async () => {
    const sms = { channel: "SMS", static_bearer: { claimed_identity: "plan", token: "t" } };
    const id = insert({ channel_credentials: [sms] });
    fake.configure({ secrets: "masked" });
    engine.notes.length = 0;
    const state = await provider.read({ id });
    fake.configure({ secrets: "echo" });
    assert.deepEqual(state.inputs.channelCredentials, [{ channel: "SMS", staticBearer: { claimedIdentity: "plan" } }]);
    assert.deepEqual(engine.notes, [
      {
        resource: "app",
        text: "channelCredentials[SMS].staticBearer.token is set, but the service hides its value: set it in the program",
      },
    ]);
  });

  it("returns no inputs for an app that is only looked up, and reads it again in a refresh", async () => {
    const id = insert({ channel_credentials: [{ channel: "MESSENGER", static_token: { token: "CANARY" } }] });
    const place = { projectId: "project-1", region: "us" };
    const state = await provider.read({ id, inputs: place, outs: place });
    assert.deepEqual(state.inputs, {});
    assert.doesNotMatch(JSON.stringify(state), /CANARY/);
    fake.edit(id, (app) => {
      app.display_name = "Changed";
    });
    for (const inputs of [place, undefined]) {
      const refreshed = await provider.read({ id, outs: state.outs, ...(inputs ? { inputs } : {}) });
      assert.deepEqual([refreshed.inputs, refreshed.outs.displayName], [{}, "Changed"]);
      assert.deepEqual(refreshed.outs.__kept, state.outs.__kept);
    }
  });
});
