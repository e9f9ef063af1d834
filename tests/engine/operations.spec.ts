import assert from "node:assert/strict";
import { App } from "pulumi-sinch-conversation";
import { type Fake, startFake } from "../../fake";
import { useEngine } from "../support/engine";
import { fakeEnvironment, TestStack } from "../support/stack";
import { steps } from "../support/steps";

// What else one can do to a stack: target, replace, taint, edit its state, rename it.

describe("an app takes part in", function () {
  this.timeout(240_000);
  const engine = useEngine();
  let fake: Fake;
  let test: TestStack;
  let names: string[];
  let round: number;

  beforeEach(async () => {
    names = ["one", "two"];
    round = 1;
    fake = await startFake();
    test = await TestStack.create(engine(), fakeEnvironment(fake), async () => {
      for (const name of names) new App(name, { displayName: `${name} ${round}`, channelCredentials: [] });
    });
    assert.ok((await test.up()).ok);
  });
  afterEach(async () => {
    await test?.remove();
    await fake?.close();
  });

  const step = steps("whatever else one does to a stack @stack-commands");
  const urn = async (name: string): Promise<string> => (await test.apps())[name]?.urn as string;
  const displayNames = (): unknown[] =>
    fake
      .apps()
      .map(({ display_name }) => display_name)
      .sort();

  step("--target", async () => {
    round = 2;
    const run = await test.up({ target: [await urn("one")] });
    assert.ok(run.ok, run.output);
    assert.deepEqual(displayNames(), ["one 2", "two 1"]);
  });

  step("--replace", async () => {
    const before = fake.apps().map(({ id }) => id);
    const refused = await test.up({ replace: [await urn("one")] });
    assert.equal(refused.ok, false);
    assert.match(
      refused.output,
      /already has an app "one 2": [\s\S]*\n *For --replace or a tainted app: SINCH_ALLOW_DUPLICATE='one 2' pulumi up/,
    );
    test.setEnv({ SINCH_ALLOW_DUPLICATE: "one 2" });
    const run = await test.up({ replace: [await urn("one")] });
    assert.ok(run.ok, run.output);
    assert.deepEqual(displayNames(), ["one 2", "two 2"]);
    assert.equal(fake.apps().filter(({ id }) => before.includes(id)).length, 1);
  });

  step("pulumi state taint", async () => {
    await test.command("state", "taint", await urn("two"), "--yes");
    test.setEnv({ SINCH_ALLOW_DUPLICATE: "two 2" });
    const run = await test.up();
    assert.ok(run.ok, run.output);
    assert.match(run.steps.two ?? "", /create-replacement/);
    assert.equal(run.steps.one, "same");
    assert.deepEqual(displayNames(), ["one 2", "two 2"]);
  });

  step("pulumi state rename and pulumi state delete", async () => {
    await test.command("state", "rename", await urn("one"), "renamed", "--yes");
    await test.command("state", "delete", await urn("two"), "--yes");
    names = ["renamed"];
    fake.journal.clear();
    const run = await test.up();
    assert.ok(run.ok, run.output);
    assert.deepEqual(run.steps, { renamed: "update" });
    assert.deepEqual(displayNames(), ["renamed 2", "two 2"], "what left the state stays at the service");
    assert.deepEqual(fake.journal.countByMethod(), { PATCH: 1 });
  });

  step("pulumi stack rename", async () => {
    await test.stack.rename({ stackName: "renamed" });
    const other = await test.renamed("renamed");
    fake.journal.clear();
    const run = await other.up();
    assert.ok(run.ok, run.output);
    assert.deepEqual(run.steps, { renamed: "same" });
    assert.ok((await other.refresh()).ok);
    assert.deepEqual(fake.journal.writes, []);
  });
});
