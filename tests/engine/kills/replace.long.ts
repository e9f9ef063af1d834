import assert from "node:assert/strict";
import { useKillableStack } from "./killable-stack";

// A forced replacement asks `check` without the predecessor, and a killed one is forgotten: the next `up` finds the
// predecessor as it was and has nothing to do. Nothing but the name check and a LIST knows of the app that was made.

const APP = { displayName: "Support", channelCredentials: [] };

describe("an engine that is killed inside a forced replacement", function () {
  this.timeout(180_000);
  const use = useKillableStack();

  it("forgets the new app; the name check names it, and SINCH_ADOPT takes it over", async () => {
    const [fake, stack] = [use.fake(), use.stack()];
    await stack.program({ app: APP });
    assert.ok((await stack.up()).ok);
    const [first] = fake.apps();
    fake.fail({ operation: "create", times: 1, after: () => stack.killEngine("SIGKILL") });
    const replace = ["--skip-preview", "--replace", stack.urn("app")];
    await stack.up({ SINCH_ALLOW_DUPLICATE: "Support" }, replace);
    assert.equal(fake.apps().length, 2);
    await stack.run(["cancel", "--yes"]);
    const forgotten = await stack.up();
    assert.ok(forgotten.ok, forgotten.output);
    assert.deepEqual(await stack.state(), { app: first?.id });

    const refused = await stack.up({}, replace);
    assert.equal(refused.ok, false);
    const second = fake.apps().find(({ id }) => id !== first?.id);
    for (const { id } of fake.apps()) assert.ok(refused.output.includes(id), refused.output);
    const adopted = await stack.up({ SINCH_ADOPT: `Support=${second?.id}` }, replace);
    assert.ok(adopted.ok, adopted.output);
    assert.deepEqual(await stack.state(), { app: second?.id });
    assert.deepEqual(
      fake.apps().map(({ id }) => id),
      [second?.id],
    );
  });
});
