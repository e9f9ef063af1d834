import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { variants } from "../../../tools/broken/variants";
import { CHECKOUT } from "../../support/checkout";

describe("the broken variants", () => {
  it("name existing test files, and texts that occur in their files exactly once", () => {
    const wrong = variants.filter(({ file, find, spec }) => {
      const source = path.join(CHECKOUT, file);
      const occurrences = existsSync(source) ? readFileSync(source, "utf8").split(find).length - 1 : 0;
      return occurrences !== 1 || !existsSync(path.join(CHECKOUT, `tests/${spec}.spec.ts`));
    });
    assert.deepEqual(wrong, []);
  });
});
