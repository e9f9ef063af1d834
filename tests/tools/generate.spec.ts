import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { generated } from "../../tools/generate/files";
import { CHECKOUT } from "../support/checkout";

describe("npm run generate", () => {
  it("writes the committed files: run it again if this fails", async () => {
    for (const [file, text] of Object.entries(await generated())) {
      assert.equal(await readFile(path.join(CHECKOUT, file), "utf8"), text, `${file} is stale`);
    }
  });
});
