import { setTimeout as sleep } from "node:timers/promises";
import { seededRandom } from "../../../fake/faults/random";
import { newSeed } from "../../faults/many";
import { recordFigures } from "../../support/figures";
import { aftermath, Toll } from "./aftermath";
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
    const seed = newSeed();
    const random = seededRandom(seed);
    const toll = new Toll();
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
      const left = await stack.leftAfter(LIVES_ON_MS);
      stack.endAll();
      const after = await aftermath(stack, fake, program(round));
      console.log(`      ${round}: ${kill}, ${after.tries} runs of up${after.cleared ? ", pending creates" : ""}`);
      toll.add({ ...after, left });
      recordFigures("kills-at-random", { ...toll.figures, apps: APPS, seed });
      toll.assertNoHarm();
    }
  });
});
