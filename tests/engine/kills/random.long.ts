import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { seededRandom } from "../../../fake/random";
import { newSeed } from "../../faults/many";
import { recordFigures } from "../../support/figures";
import { type Apps, useKillableStack } from "./killable-stack";
import { KILLS, LIVES_ON_MS } from "./rounds";

const KILLED = 20;
const APPS = 20;

const program = (round: number): Apps =>
  Object.fromEntries(
    Array.from({ length: APPS }, (_, number) => [
      `app-${round}-${number}`,
      { displayName: `App ${round}, ${number}`, channelCredentials: [] },
    ]),
  );

describe(`an up of ${APPS} apps that is killed at a random moment`, function () {
  this.timeout(0);
  const use = useKillableStack();

  it(`is taken up again, ${KILLED} times`, async () => {
    const [fake, stack] = [use.fake(), use.stack()];
    const since = Date.now();
    const seed = newSeed();
    const random = seededRandom(seed);
    let [left, mostTries] = [0, 0];
    for (let round = 1; round <= KILLED; round += 1) {
      const kill = KILLS[Math.floor(random() * KILLS.length)] as string;
      const [who, signal] = kill.split(" ") as [string, NodeJS.Signals];
      // After a request that is drawn, too, so that a slow machine is hit as a fast one is.
      const rule = fake.fail({ operation: "create", delayMs: 50, skip: Math.floor(random() * APPS), times: 1 });
      const wait = random() * 300;
      await stack.program(program(round));
      const up = stack.up();
      let ended = false;
      void up.finally(() => {
        ended = true;
      });
      while (rule.hits === 0 && !ended) await sleep(5);
      await sleep(wait);
      if (who === "engine") stack.killEngine(signal);
      else stack.killProvider();
      await up;
      fake.clearFaults();
      left += await stack.leftAfter(LIVES_ON_MS);
      stack.endAll();
      const { tries } = await stack.wayBack();
      mostTries = Math.max(mostTries, tries);
      const state = await stack.state();
      assert.deepEqual(Object.keys(state).sort(), Object.keys(program(round)).sort(), kill);
      assert.deepEqual(
        fake
          .apps()
          .map(({ id }) => id)
          .sort(),
        Object.values(state).sort(),
        kill,
      );
      const preview = await stack.run(["preview", "--expect-no-changes"]);
      assert.ok(preview.ok, preview.output);
      console.log(`      ${round}: ${kill}, ${tries} runs of up`);
      const minutes = Math.round((Date.now() - since) / 6_000) / 10;
      const found = { duplicates: 0, orphans: 0, lost: 0, processesLeft: left, mostRunsOfUp: mostTries };
      recordFigures("kills-at-random", { kills: round, recovered: round, apps: APPS, ...found, seed, minutes });
    }
    assert.equal(left, 0, "no process of the provider is left behind");
  });
});
