import assert from "node:assert/strict";
import { startFake } from "../../fake";
import { App } from "../../sdk";
import { useEngine } from "../support/engine";
import { recordFigures } from "../support/figures";
import { fakeEnvironment, TestStack } from "../support/stack";

const APPS = 2_000;

describe(`a stack of ${APPS} apps, with the limit on requests`, function () {
  this.timeout(0);
  const engine = useEngine();

  it("is made and refreshed through the engine, no app twice, with hardly a request too many", async () => {
    const fake = await startFake({ rateLimit: true, tokenLimit: true });
    const program = async (): Promise<Record<string, never>> => {
      for (let number = 1; number <= APPS; number += 1) {
        new App(`app-${number}`, { displayName: `App ${number}`, channelCredentials: [] });
      }
      return {};
    };
    // The engine's own way around rewriting the whole state at each step, which would be most of the time.
    const env = { PULUMI_EXPERIMENTAL: "true", PULUMI_SKIP_CHECKPOINTS: "true" };
    const stack = await TestStack.create(engine(), { ...fakeEnvironment(fake), ...env }, program);
    try {
      const start = Date.now();
      const up = await stack.up();
      const seconds = (Date.now() - start) / 1000;
      assert.ok(up.ok, up.output.slice(-2_000));
      assert.equal(fake.apps().length, APPS);
      assert.equal(new Set(fake.apps().map((app) => app.display_name)).size, APPS);
      const made = fake.journal.count();
      const refresh = await stack.refresh();
      assert.ok(refresh.ok, refresh.output.slice(-2_000));
      const refreshed = fake.journal.count() - made;
      // A token, a LIST and the POSTs.
      const ratio = made / (APPS + 2);
      recordFigures("apps-in-one-stack", {
        apps: APPS,
        requestsOverLeast: Number(ratio.toFixed(3)),
        secondsOfUp: Math.round(seconds),
        requestsOfARefresh: refreshed,
      });
      assert.ok(ratio <= 1.1, `${ratio} times the least number of requests`);
    } finally {
      await stack.remove();
      await fake.close();
    }
  });
});
