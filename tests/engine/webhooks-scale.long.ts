import assert from "node:assert/strict";
import { App, Webhook } from "pulumi-sinch-conversation";
import { type Fake, startFake } from "../../fake";
import { useEngine } from "../support/engine";
import { recordFigures } from "../support/figures";
import { fakeEnvironment, TestStack } from "../support/stack";

const APPS = 100;
const EACH = 3;

describe("100 apps with 3 webhooks each, through the engine, @webhook-life", function () {
  this.timeout(0);
  const engine = useEngine();
  let fake: Fake;
  let test: TestStack;
  let secret = "one";

  before(async () => {
    fake = await startFake();
    test = await TestStack.create(engine(), fakeEnvironment(fake), async () => {
      for (let app = 0; app < APPS; app++) {
        const { id } = new App(`app-${app}`, { displayName: `App ${app}`, channelCredentials: [] });
        for (let at = 0; at < EACH; at++) {
          const target = `https://hooks.example.com/${at}`;
          new Webhook(`hook-${app}-${at}`, { appId: id, target, triggers: ["MESSAGE_INBOUND"], secret });
        }
      }
    });
  });
  after(async () => {
    await test?.remove();
    await fake?.close();
  });

  it("take a request each where something changes, one LIST an app in a refresh, and no write where nothing does", async () => {
    const seconds: Record<string, number> = {};
    const requests = async (name: string, work: () => Promise<{ ok: boolean; output: string }>): Promise<string> => {
      fake.journal.clear();
      const start = performance.now();
      const { ok, output } = await work();
      seconds[name] = Math.round((performance.now() - start) / 1000);
      assert.ok(ok, output);
      const counts = Map.groupBy(
        fake.journal.entries.filter(({ operation }) => operation !== "token"),
        ({ operation, collection }) => `${operation} ${collection}`,
      );
      return [...counts]
        .map(([kind, all]) => `${kind} ${all.length}`)
        .sort()
        .join(", ");
    };
    const all = APPS * EACH;
    assert.equal(
      await requests("up", () => test.up()),
      `create apps ${APPS}, create webhooks ${all}, list apps 1, list webhooks ${APPS}`,
    );
    assert.equal(await requests("noChange", () => test.up()), "");
    secret = "two";
    assert.equal(await requests("oneFieldEach", () => test.up()), `update webhooks ${all}`);
    const refresh = await requests("refresh", () => test.refresh());
    const lists = Number(/list webhooks (\d+)/.exec(refresh)?.[1]);
    assert.ok(lists <= APPS && !refresh.includes("get webhooks"), refresh);
    assert.equal(await requests("destroy", () => test.destroy()), `delete apps ${APPS}, delete webhooks ${all}`);
    assert.deepEqual([fake.apps(), fake.webhooks()], [[], []]);
    recordFigures("webhooks-in-one-stack", { apps: APPS, webhooks: all, refreshLists: lists, ...seconds });
  });
});
