import assert from "node:assert/strict";
import { fork } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { type FigureId, recordFigures } from "../support/figures";
import { emptyTally, type Tally } from "./live";
import { type Many, newSeed } from "./many";

/** Processes that live sequences side by side. */
const PARTS = 3;

async function part(many: Many): Promise<Tally> {
  const child = fork(path.join(__dirname, "worker.ts"), [JSON.stringify(many)], { execArgv: ["--import", "tsx"] });
  const [{ tally, error }] = (await once(child, "message")) as [{ tally?: Tally; error?: string }];
  child.disconnect();
  if (!tally) throw new Error(error);
  return tally;
}

describe("the lifecycle with faults in a third of the calls @any-fault", () => {
  const long: [title: string, id: FigureId, many: Many][] = [
    ["in 10,000 random sequences", "lifecycle", { count: 10_000 }],
    [
      "in 200 random sequences through Pulumi's process for dynamic resources",
      "lifecycle-dynamic-provider",
      { count: 200, through: "dynamic", steps: 1, previews: false, atOnce: 1 },
    ],
    [
      "in 200 random sequences through the plugin's process",
      "lifecycle-plugin",
      { count: 200, through: "plugin", steps: 1, previews: false, atOnce: 1 },
    ],
  ];
  for (const [title, id, many] of long) {
    it(`reaches exactly the program's state by the documented recovery, ${title}`, async function () {
      this.timeout(0);
      const since = Date.now();
      const seed = newSeed();
      console.log(`      FAULTS_SEED=${seed}`);
      const numbers = Array.from({ length: PARTS }, (_, number) => number);
      const parts = await Promise.allSettled(numbers.map((number) => part({ ...many, seed, part: [number, PARTS] })));
      const tallies = parts.map((ended) => {
        if (ended.status === "rejected") throw ended.reason;
        return ended.value;
      });
      const sum = emptyTally();
      for (const tally of tallies) {
        for (const key of Object.keys(sum) as (keyof Tally)[]) sum[key] += tally[key];
      }
      assert.equal(sum.sequences, many.count);
      recordFigures(id, { ...sum, seed, minutes: Math.round((Date.now() - since) / 6_000) / 10 });
    });
  }
});
