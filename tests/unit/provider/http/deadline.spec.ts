import assert from "node:assert/strict";
import { Deadline, timeBudget } from "../../../../provider/http/deadline";
import { ManualClock } from "../../../support/clock";

describe("Deadline", () => {
  const clock = new ManualClock();
  const deadline = (seconds: number, withinMs?: number): Deadline => new Deadline(timeBudget(seconds), clock, withinMs);

  it("starts with the full time budget", () => {
    const one = deadline(120);
    assert.equal(one.left(), 120_000);
    clock.time += 119_000;
    assert.equal(one.left(), 1_000);
    clock.time += 2_000;
    assert.equal(one.left(), -1_000);
  });

  it("can be shorter for a single call, never longer", () => {
    assert.equal(deadline(120, 5_000).left(), 5_000);
    assert.equal(deadline(3, 5_000).left(), 3_000);
  });

  it("allows retries unless the budget is 0", () => {
    assert.equal(deadline(1).retries, true);
    assert.equal(new Deadline({ ...timeBudget(1), totalMs: 0 }, clock).retries, false);
  });

  const rows: [title: string, seconds: number, after: number, method: string, isProbe: boolean, ms: number][] = [
    ["30 s at most", 120, 0, "GET", false, 30_000],
    ["no more than is left", 120, 110_000, "GET", false, 10_000],
    ["a second, however little is left", 120, 119_900, "GET", false, 1_000],
    ["ten seconds for a POST, however little is left", 120, 119_900, "POST", false, 10_000],
    ["as long as the budget, if that is shorter", 5, 0, "GET", false, 5_000],
    ["five seconds for a probe", 120, 0, "GET", true, 5_000],
    ["less for a probe, if the budget is shorter", 2, 0, "GET", true, 2_000],
  ];
  for (const [title, seconds, after, method, isProbe, ms] of rows) {
    it(`gives an attempt ${title}`, () => {
      const one = deadline(seconds);
      clock.time += after;
      assert.equal(one.attemptMs(method, isProbe), ms);
    });
  }
});
