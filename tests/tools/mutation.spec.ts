import assert from "node:assert/strict";
import { existsSync, globSync, readFileSync } from "node:fs";
import path from "node:path";
import { files } from "../../tools/mutation/files";
import { specFile } from "../../tools/mutation/stryker";

const root = path.join(__dirname, "../..");

describe("the list of pure files for `npm run mutation`", () => {
  it("names existing files and specs", () => {
    const named = Object.entries(files).flatMap(([file, specs]) => [`provider/${file}.ts`, ...specs.map(specFile)]);
    assert.deepEqual(
      named.filter((file) => !existsSync(path.join(root, file))),
      [],
    );
  });

  it("has every file of provider/model that contains code", () => {
    const folder = path.join(root, "provider/model");
    const hasCode = (file: string): boolean =>
      /^export (?:async )?(?:function|const|class) /m.test(readFileSync(path.join(folder, file), "utf8"));
    const all = globSync("*.ts", { cwd: folder }).filter(hasCode);
    assert.ok(all.length > 10);
    assert.deepEqual(
      all.filter((file) => !(`model/${file.replace(/\.ts$/, "")}` in files)),
      [],
    );
  });
});
