import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { symlink } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { filesIn, makeFolder, removeFolder } from "../../tools/engine/folder";
import { checkout } from "./tarball";

const run = promisify(execFile);

/** What the last commit's build writes in a folder of its own, by path below `dist`. */
async function built(): Promise<Record<string, string>> {
  const folder = await makeFolder();
  try {
    const cwd = path.join(folder, "clone");
    await run("git", ["clone", "--quiet", checkout, cwd]);
    await symlink(path.join(checkout, "node_modules"), path.join(cwd, "node_modules"));
    await run("npm", ["run", "--silent", "build"], { cwd });
    const dist = path.join(cwd, "dist");
    return Object.fromEntries([...(await filesIn(dist))].map(([file, text]) => [path.relative(dist, file), text]));
  } finally {
    await removeFolder(folder);
  }
}

describe("the build @same-build", function () {
  this.timeout(0);

  it("writes the same bytes wherever it runs", async () => {
    const [one, other] = [await built(), await built()];
    assert.ok(Object.keys(one).length > 100);
    assert.deepEqual(other, one);
  });
});
