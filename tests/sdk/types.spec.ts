import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { generateTypes } from "../../tools/generate-types";

describe("the SDK's types", () => {
  it("are those that the schema gives: `npm run generate` writes them anew", async () => {
    for (const [file, text] of Object.entries(await generateTypes())) {
      assert.equal(await readFile(path.join(__dirname, "../..", file), "utf8"), text, `${file} is stale`);
    }
  });
});
