import assert from "node:assert/strict";
import { PluginAttach } from "@pulumi/pulumi/proto/plugin_pb";
import { type Fake, startFake } from "../../../fake";
import { EngineLogStub } from "../../support/engine-log";
import { PluginProvider, type Props } from "../../support/plugin-provider";

const APP: Props = { displayName: "A", channelCredentials: [] };

describe("several plugin processes for one project and region", function () {
  this.timeout(60_000);
  let fake: Fake;
  let providers: PluginProvider[];

  beforeEach(async () => {
    fake = await startFake({ pendingMs: 0 });
    providers = await Promise.all([1, 2].map(() => PluginProvider.startFor(fake)));
  });
  afterEach(async () => {
    await Promise.all(providers.map((provider) => provider.stop()));
    await fake?.close();
  });

  const made = async (provider: PluginProvider, args: Props): Promise<string> => {
    const { inputs, failures } = await provider.check({}, args);
    assert.deepEqual(failures, []);
    return (await provider.create(inputs)).id;
  };

  it("refuse two new apps with one name, each within a process, and in later runs by the service's list", async () => {
    const [one, other] = providers as [PluginProvider, PluginProvider];
    const [{ failures }, ...both] = [await one.check({}, APP, "first"), await one.check({}, APP, "second")];
    assert.deepEqual([failures.length, both.map((each) => each.failures.length)], [0, [1]]);
    // Neither knows of the other's.
    const checked = await other.check({}, APP);
    await one.create((await one.check({}, { ...APP, displayName: "B" })).inputs);
    await other.create(checked.inputs);
    const later = await PluginProvider.startFor(fake);
    try {
      for (const displayName of ["A", "B"]) {
        const [problem = assert.fail()] = (await later.check({}, { ...APP, displayName })).failures;
        assert.match(problem.reason, new RegExp(`app "${displayName}"`));
      }
    } finally {
      await later.stop();
    }
  });

  it("let the service decide which of two webhooks with one target is created, and name it in the other's error", async () => {
    const appId = fake.insert({ display_name: "A" });
    const target = "https://hooks.example.com/sinch";
    for (const provider of providers) provider.type = "sinch:conversation:Webhook";
    const checked = await Promise.all(
      providers.map((provider, at) => provider.check({}, { appId, target, triggers: [["OPT_IN"], ["OPT_OUT"]][at] })),
    );
    assert.deepEqual(
      checked.map(({ failures }) => failures),
      [[], []],
    );
    const ends = await Promise.allSettled(
      providers.map((provider, at) => provider.create(checked[at]?.inputs ?? assert.fail())),
    );
    const [refused = assert.fail(), ...more] = ends.flatMap((end) => (end.status === "rejected" ? [end.reason] : []));
    assert.deepEqual(more, []);
    const [only, ...others] = fake.webhooks();
    assert.deepEqual(others, []);
    assert.match(refused.details, new RegExp(`has a webhook "${target}": ${only?.id}`));
  });

  it("wait for each other if the service reports too many requests", async () => {
    const effect = { kind: "status", status: 429 } as const;
    fake.fail({ operation: "create", times: 2, effect });
    const ids = await Promise.all(
      providers.map((provider, at) => made(provider, { ...APP, displayName: `App ${at}` })),
    );
    assert.deepEqual(
      fake
        .apps()
        .map(({ id }) => id)
        .sort(),
      ids.sort(),
    );
  });

  it("send their notes to the engine that attaches to them", async () => {
    const engine = await EngineLogStub.start();
    try {
      const [provider = assert.fail()] = providers;
      const attach = new PluginAttach().setAddress(engine.address);
      await provider.call<unknown>((done) => provider.client.attach(attach, done));
      fake.fail({ operation: "create", times: 1, effect: { kind: "drop", when: "after" } });
      await made(provider, APP);
      assert.match(engine.notes.map(({ text }) => text).join(), /response to creating app "A" was lost/);
    } finally {
      engine.stop();
    }
  });
});
