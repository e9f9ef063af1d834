import assert from "node:assert/strict";
import { type Fake, startFake } from "../../../fake";
import { marksIn, PluginProvider, unmarked } from "../../support/plugin-provider";

describe("the plugin's process with the second resource type", function () {
  this.timeout(60_000);
  let fake: Fake;
  let provider: PluginProvider;

  before(async () => {
    fake = await startFake({ pendingMs: 0 });
    provider = await PluginProvider.startFor(fake);
    provider.type = "sinch:conversation:Webhook";
  });
  after(async () => {
    await provider?.stop();
    await fake?.close();
  });

  it("takes a webhook through its life, its secret marked in inputs and in no output, and imports it", async () => {
    const appId = fake.insert({ display_name: "A", channel_credentials: [] });
    const program = { appId, target: "https://example.com/hook", triggers: ["MESSAGE_INBOUND"], secret: "CANARY" };
    const { inputs, failures } = await provider.check({}, program);
    assert.deepEqual(failures, []);
    assert.deepEqual(marksIn(inputs), ["secret"]);
    const state = await provider.create(inputs);
    assert.doesNotMatch(JSON.stringify(state.outs), /CANARY/);
    assert.equal((await provider.diff(state, inputs)).changes, "none");

    const next = await provider.check(inputs, {
      ...program,
      secret: "CANARY-2",
      triggers: ["MESSAGE_INBOUND", "EVENT_INBOUND"],
    });
    const due = await provider.diff(state, next.inputs);
    assert.ok(
      due.detail.secret === "update" && Object.keys(due.detail).some((path) => path.startsWith("triggers")),
      JSON.stringify(due),
    );
    assert.ok(due.deleteFirst, "the service takes no second webhook of that target");
    const after = await provider.update(state, next.inputs);
    assert.deepEqual(await provider.read(after), after);

    const imported = await provider.read({ id: `project-1/us/${after.id}` });
    assert.equal(imported.id, after.id);
    const stated = unmarked(imported.inputs);
    assert.deepEqual([stated.appId, stated.target, stated.secret], [appId, program.target, "CANARY-2"]);
    const checked = await provider.check(imported.inputs, stated);
    assert.deepEqual([checked.failures, (await provider.diff(imported, checked.inputs)).changes], [[], "none"]);
    await provider.delete(after);
    assert.equal((await provider.read(after)).id, "");
  });
});
