import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { reliability } from "../../../tools/generate/reliability";
import { CHECKOUT } from "../../support/checkout";

describe("the page on reliability", () => {
  it("is as its command writes it: `npm run reliability` writes it anew", async () => {
    const page = await readFile(path.join(CHECKOUT, "docs/reliability.md"), "utf8");
    assert.equal(page, reliability(), "docs/reliability.md is stale");
  });

  it("shows each promise with its tests and its last figures, with date and seed", () => {
    const page = reliability(
      { "Nothing is lost": ["a title", "another | title", "figures: kills"], "Nothing leaks": ["figures: unknown"] },
      { kills: { date: "2026-01-02", seed: 1234567, kills: 20_000, lost: 0 } },
    );
    assert.match(page, /^\| kills \| seed: 1234567, kills: 20,000, lost: 0 \(2026-01-02\) \|$/m);
    assert.match(
      page,
      /^\| Nothing is lost \| a title<br>another \\\| title \| seed: 1234567, kills: 20,000, lost: 0 \(2026-01-02\) \|$/m,
    );
    assert.match(page, /^\| Nothing leaks \| {2}\| unknown: not measured yet \|$/m);
  });
});
