import assert from "node:assert/strict";
import { clearPendingArgs } from "../../support/way-back";
import { useKillableStack } from "./killable-stack";

const WARNING = "pending operations from previous deployment";

const app = (displayName: string): Record<string, unknown> => ({ displayName, channelCredentials: [] });

describe("an engine that is killed", function () {
  this.timeout(0);
  const use = useKillableStack();

  /** Kills the engine in the first call of an operation of the next `up`, and takes the lock away. */
  async function killedIn(operation: "create" | "update" | "delete"): Promise<void> {
    const [fake, stack] = [use.fake(), use.stack()];
    fake.fail({ operation, times: 1, after: () => stack.killEngine("SIGKILL") });
    await stack.up();
    await stack.run(["cancel", "--yes"]);
    assert.deepEqual(await stack.pendingOperations(), [operation.replace(/e$/, "ing")]);
  }

  it("in a create warns of it in each up until it is cleared as documented, and a refresh doesn't end that @pending-operations", async () => {
    const [fake, stack] = [use.fake(), use.stack()];
    await stack.program({ app: app("Support") });
    await killedIn("create");
    const [{ id = "" } = {}] = fake.apps();
    assert.ok((await stack.up({ SINCH_ADOPT: `Support=${id}` })).ok);
    for (const args of [
      ["refresh", "--yes"],
      ["up", "--yes", "--refresh"],
    ]) {
      assert.ok((await stack.run(args)).ok, args.join(" "));
      assert.deepEqual(await stack.pendingOperations(), ["creating"], args.join(" "));
    }
    const warned = await stack.up();
    assert.ok(warned.ok && warned.output.includes(WARNING), warned.output);
    assert.ok((await stack.run(clearPendingArgs())).ok);
    assert.deepEqual(await stack.pendingOperations(), []);
    const quiet = await stack.up();
    assert.ok(quiet.ok && !quiet.output.includes(WARNING), quiet.output);
    assert.deepEqual(await stack.state(), { app: id });
  });

  for (const operation of ["update", "delete"] as const) {
    it(`in the ${operation} of an app warns of it in one up more @pending-operations`, async () => {
      const stack = use.stack();
      await stack.program(operation === "update" ? { app: app("Sales") } : {});
      await killedIn(operation);
      const warned = await stack.up();
      assert.ok(warned.ok && warned.output.includes(WARNING), warned.output);
      assert.deepEqual(await stack.pendingOperations(), []);
      const quiet = await stack.up();
      assert.ok(quiet.ok && !quiet.output.includes(WARNING), quiet.output);
    });
  }
});
