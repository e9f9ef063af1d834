import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { createRateLimit } from "../../../../provider/http/rate-limit";
import { ManualClock } from "../../../support/clock";

describe("createRateLimit", () => {
  /** How many of 300 turns come within some milliseconds. */
  async function turnsWithin(ms: number, refusals: readonly number[] = []): Promise<number> {
    const clock = new ManualClock();
    const limit = createRateLimit(clock);
    let turns = 0;
    // The lane of a project begins with its first request.
    (await limit.turn("p"))();
    for (const after of refusals) {
      clock.time += after;
      limit.slowDown("p");
    }
    for (let at = 0; at < 300; at += 1) {
      void limit.turn("p").then((free) => {
        turns += 1;
        free();
      });
    }
    await sleep(ms);
    return turns;
  }

  it("allows 70 requests in 100 ms", async () => {
    const turns = await turnsWithin(50);
    assert.ok(turns >= 69 && turns <= 70, `${turns}`);
  });

  it("halves that on a 429, and again on the next", async () => {
    assert.equal(await turnsWithin(50, [0]), 35);
    assert.equal(await turnsWithin(50, [0, 1_001]), 17);
  });

  it("counts several refusals within a second once", async () => {
    assert.equal(await turnsWithin(50, [0, 300, 300]), 35);
  });

  it("never stops entirely", async () => {
    assert.equal(
      await turnsWithin(
        50,
        Array.from({ length: 12 }, () => 1_001),
      ),
      1,
    );
  });

  it("allows 100 concurrent requests, whatever their project", async () => {
    const limit = createRateLimit(new ManualClock());
    const held: (() => void)[] = [];
    for (let at = 0; at < 150; at += 1) void limit.turn(`p${at % 5}`).then((free) => held.push(free));
    await sleep(20);
    assert.equal(held.length, 100);
    for (const free of held.splice(0, 10)) free();
    await sleep(20);
    assert.equal(held.length, 100);
  });
});
