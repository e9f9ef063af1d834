import assert from "node:assert/strict";
import { globSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { removeStale } from "../../../tools/generate/stale";

describe("removeStale", () => {
  it("removes files without a source from dist, and nothing else", () => {
    const root = mkdtempSync(path.join(tmpdir(), "stale-"));
    const write = (file: string): void => {
      mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
      writeFileSync(path.join(root, file), "");
    };
    try {
      for (const file of ["provider/lifecycle/index.ts", "provider/app.schema.json"]) write(file);
      const kept = [
        "dist/provider/app.schema.json",
        "dist/provider/app.validator.js",
        "dist/provider/lifecycle/index.d.ts",
        "dist/provider/lifecycle/index.js",
      ];
      for (const file of [...kept, "dist/provider/lifecycle.js", "dist/provider/lifecycle.d.ts"]) write(file);
      removeStale(root, [path.normalize("provider/app.validator.js")]);
      assert.deepEqual(globSync("dist/**/*.{js,json,ts}", { cwd: root }).sort(), kept);
    } finally {
      rmSync(root, { recursive: true, force: true });
    }
  });
});
