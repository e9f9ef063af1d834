import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { variants } from "../../../tools/broken/variants";
import { readPromises, reliability } from "../../../tools/generate/reliability";
import { taggedTitles } from "../../../tools/tags";
import { CHECKOUT } from "../../support/checkout";
import { MEASURED } from "../../support/figures";

describe("reliability", () => {
  it("matches docs/reliability.md; `npm run reliability` writes it again", async () => {
    const page = await readFile(path.join(CHECKOUT, "docs/reliability.md"), "utf8");
    assert.equal(page, reliability(), "docs/reliability.md is stale");
  });

  it("shows each promise with its tests and latest figures, with date and seed", () => {
    const file = "tests/x.spec.ts";
    const page = reliability(
      { nothing: { promise: "Nothing is lost", figures: ["kills"] }, leaks: { promise: "No leak", figures: ["soak"] } },
      { kills: { date: "2026-01-02", seed: 1234567, kills: 20_000, lost: 0 } },
      [
        { file, title: "a title", tags: ["other", "nothing"] },
        { file, title: "another | title:", tags: ["nothing"] },
      ],
    );
    assert.match(page, /^\| kills \| seed: 1234567, kills: 20,000, lost: 0 \(2026-01-02\) \|$/m);
    assert.match(
      page,
      /^\| Nothing is lost \| \[x.spec.ts\]\(\.\.\/tests\/x\.spec\.ts\): a title<br>another \\\| title \| seed: 1234567, kills: 20,000, lost: 0 \(2026-01-02\) \|$/m,
    );
    assert.match(page, /^\| No leak \| {2}\| 5 minutes in one provider process: not measured yet \|$/m);
  });
});

describe("readPromises", () => {
  const promises = Object.entries(readPromises());
  const titles = taggedTitles(CHECKOUT);
  const tags = new Set(titles.flatMap((title) => title.tags));

  it("returns the figures or tests of each promise", () => {
    const alone = promises.filter(([id, { figures }]) => !figures && !tags.has(id));
    assert.deepEqual(alone, []);
    assert.deepEqual(
      promises.flatMap(([, { figures = [] }]) => figures).filter((id) => !Object.hasOwn(MEASURED, id)),
      [],
    );
  });

  it("knows every tag, as do the broken variants, whose files have it", () => {
    const known = new Set([...promises.map(([id]) => id), ...variants.map(({ tests }) => tests)]);
    assert.deepEqual(
      [...tags].filter((tag) => !known.has(tag)),
      [],
    );
    for (const { broken, spec, tests } of variants) {
      const file = `tests/${spec}.spec.ts`;
      assert.ok(
        titles.some((title) => title.file === file && title.tags.includes(tests)),
        `${broken}: no @${tests}`,
      );
    }
  });
});
