import assert from "node:assert/strict";
import path from "node:path";
import { percentOf } from "../../tools/coverage/percent";

const counts = (covered: number, total: number) => ({ lines: { covered, total }, branches: { covered: 0, total: 0 } });

describe("percentOf", () => {
  const root = path.resolve("checkout");
  const summary = {
    total: counts(0, 1000),
    [path.join(root, "provider/index.ts")]: counts(1, 1),
    [path.join(root, "provider/http/send.ts")]: counts(8, 9),
    [path.join(root, "provider/hosts/dynamic/app.ts")]: counts(6, 10),
    [path.join(root, "providers/other.ts")]: counts(0, 10),
  };

  it("counts the files of a folder and its sub-folders, and no others", () => {
    assert.equal(percentOf(summary, path.join(root, "provider"), "lines"), 75);
    assert.equal(percentOf(summary, path.join(root, "provider/hosts"), "lines"), 60);
  });

  it("fails if nothing was counted, rather than return NaN", () => {
    assert.throws(() => percentOf(summary, path.join(root, "sdk"), "lines"), /no lines of .*sdk were counted/);
    assert.throws(() => percentOf(summary, path.join(root, "provider"), "branches"), /no branches/);
  });
});
