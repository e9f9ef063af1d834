import assert from "node:assert/strict";
import fc from "fast-check";
import { type Fake, startFake } from "../../../fake";
import { missingFrom, plainApp, snakeCase } from "../../support/apps";
import { marksIn, PluginProvider, unmarked } from "../../support/plugin-provider";

describe("the plugin's process", function () {
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

  it("takes random apps from one state to the next, and prints nothing", async () => {
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
    assert.equal(provider.printed, "");
  });

  it("marks the secrets of inputs in their places, whether or not the program did, and has none in outputs", async () => {
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
});
