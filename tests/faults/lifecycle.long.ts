import assert from "node:assert/strict";
import { recordFigures } from "../support/figures";
import { liveMany } from "./many";
import { startDynamic, startHere } from "./provider-process";

describe("whatever befalls a third of the calls, the documented way back leads to exactly what the program asks for", () => {
  const long: [title: string, name: string, options: Parameters<typeof liveMany>[0]][] = [
    ["in 10,000 random sequences", "lifecycle", { count: 10_000, start: startHere }],
    [
      "in 200 random sequences through Pulumi's process for dynamic resources",
      "lifecycle-dynamic-provider",
      { count: 200, start: startDynamic, steps: 1, previews: false, atOnce: 16 },
    ],
  ];
  for (const [title, name, options] of long) {
    it(title, async function () {
      this.timeout(0);
      const since = Date.now();
      const { seed, ...tally } = await liveMany(options);
      assert.equal(tally.sequences, options.count);
      recordFigures(name, { ...tally, seed, minutes: Math.round((Date.now() - since) / 6_000) / 10 });
    });
  }
});
