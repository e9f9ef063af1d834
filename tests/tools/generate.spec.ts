import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { generated } from "../../tools/generate/files";
import { CHECKOUT } from "../support/checkout";

describe("npm run generate: what it writes", () => {
  it("is as it was written: `npm run generate` writes it anew", async () => {
    for (const [file, text] of Object.entries(await generated())) {
      assert.equal(await readFile(path.join(CHECKOUT, file), "utf8"), text, `${file} is stale`);
    }
  });
});
