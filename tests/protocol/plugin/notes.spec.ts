import assert from "node:assert/strict";
import { type Fake, startFake } from "../../../fake";
import { EngineLogStub } from "../../support/engine-log";
import { PluginProvider } from "../../support/plugin-provider";

describe("the plugin's notes", function () {
  this.timeout(60_000);
  let fake: Fake;
  let engine: EngineLogStub;
  let provider: PluginProvider;

  beforeEach(async () => {
    fake = await startFake({ pendingMs: 0 });
    engine = await EngineLogStub.start();
  });
  afterEach(async () => {
    await provider?.stop();
    engine?.stop();
    await fake?.close();
  });

  const start = async (env: Record<string, string> = {}): Promise<void> => {
    provider = await PluginProvider.startFor(fake, env, {}, engine.address);
  };
  const texts = (): string[] => engine.notes.map(({ resource, text }) => `${resource}: ${text}`);

  it("say that only the order of channels changes, at the resource, once", async () => {
    await start();
    const bearer = (channel: string) => ({ channel, staticBearer: { claimedIdentity: "i", token: "t" } });
    const app = (...channels: string[]) => ({ displayName: "A", channelCredentials: channels.map(bearer) });
    const state = await provider.create((await provider.check({}, app("SMS", "RCS"))).inputs);
    const { inputs } = await provider.check(state.inputs, app("RCS", "SMS"));
    for (const _ of [1, 2]) {
      assert.deepEqual((await provider.diff(state, inputs)).detail, { channelCredentials: "update" });
    }
    assert.deepEqual(texts(), ["app: order of channels: SMS, RCS → RCS, SMS; credentials unchanged"]);
    assert.equal(provider.printed, "");
  });

  it("say what happens to an adopted app, in the preview and in the update", async () => {
    const id = fake.insert({ display_name: "A", channel_credentials: [] });
    const note = `app: app "A" is adopted: ${id}, and nothing changes`;
    for (const preview of [true, false]) {
      await start({ SINCH_ADOPT: `A=${id}` });
      const { inputs, failures } = await provider.check({}, { displayName: "A", channelCredentials: [] });
      assert.deepEqual([failures, texts()], [[], []]);
      const state = await provider.create(inputs, { preview });
      assert.equal(state.id, preview ? "" : id);
      assert.deepEqual(texts(), [note]);
      engine.notes.length = 0;
      await provider.stop();
    }
  });

  it("say once for all resources that there is no key", async () => {
    provider = await PluginProvider.start(
      { projectId: "p", region: "us" },
      { SINCH_KEY_ID: "", SINCH_KEY_SECRET: "", SINCH_API_URL: "" },
      engine.address,
    );
    for (const name of ["one", "two"]) {
      await provider.check({}, { displayName: name, channelCredentials: [] }, name);
    }
    assert.equal(texts().length, 1);
    assert.match(texts()[0] ?? "", /^one: no key id and key secret for project p: set sinch:keyId/);
  });

  it("name the app that was adopted after a lost response @lost-response", async () => {
    await start();
    const { inputs } = await provider.check({}, { displayName: "A", channelCredentials: [] });
    fake.fail({ operation: "create", times: 1, effect: { kind: "drop", when: "after" } });
    const { id } = await provider.create(inputs);
    assert.match(
      texts().join("\n"),
      new RegExp(`^app: the response to creating app "A" was lost; adopted app ${id}, the only new one`),
    );
  });
});
