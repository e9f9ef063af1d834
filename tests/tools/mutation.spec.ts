import assert from "node:assert/strict";
import { existsSync, globSync } from "node:fs";
import path from "node:path";
import { files } from "../../tools/mutation/files";
import { specFile } from "../../tools/mutation/stryker";

const root = path.join(__dirname, "../..");

describe("the list of pure files for `npm run mutation`", () => {
  it("names files and specs that exist", () => {
    const named = Object.entries(files).flatMap(([file, specs]) => [`provider/${file}.ts`, ...specs.map(specFile)]);
    assert.deepEqual(
      named.filter((file) => !existsSync(path.join(root, file))),
      [],
    );
  });

  it("has every file of provider/model", () => {
    const all = globSync("*.ts", { cwd: path.join(root, "provider/model") });
    assert.deepEqual(
      all.filter((file) => !(`model/${file.replace(/\.ts$/, "")}` in files)),
      [],
    );
  });
});
