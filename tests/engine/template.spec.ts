import assert from "node:assert/strict";
import { mkdtemp, readdir, readFile, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { CHECKOUT } from "../support/checkout";
import { start } from "../support/command";
import { useEngine } from "../support/engine";

describe("pulumi new with the template", function () {
  this.timeout(60_000);
  const engine = useEngine();
  let folder: string;
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "sinch-new-"));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  it("writes a project under its own name that compiles", async () => {
    const project = path.join(folder, "my-apps");
    const env = { ...process.env, PULUMI_HOME: path.join(folder, "home"), PULUMI_SKIP_UPDATE_CHECK: "true" };
    const args = [
      "new",
      path.join(CHECKOUT, "template"),
      "--dir",
      project,
      "--name",
      "my-apps",
      "--generate-only",
      "--yes",
    ];
    const made = await start(path.join(engine().bin, "pulumi"), args, { cwd: folder, env }).ended;
    assert.equal(made.code, 0, made.output);
    assert.match(made.stdout, /pulumi config set --secret sinch:keySecret/);
    assert.deepEqual((await readdir(project)).sort(), [
      ".gitignore",
      "Pulumi.yaml",
      "index.ts",
      "package.json",
      "tsconfig.json",
    ]);
    for (const file of ["Pulumi.yaml", "package.json"]) {
      const text = await readFile(path.join(project, file), "utf8");
      assert.match(text, /my-apps/);
      assert.doesNotMatch(text, /\$\{/);
    }
    await symlink(path.join(CHECKOUT, "node_modules"), path.join(project, "node_modules"));
    const compiled = await start(process.execPath, [path.join(CHECKOUT, "node_modules/typescript/bin/tsc")], {
      cwd: project,
      env,
    }).ended;
    assert.deepEqual([compiled.code, compiled.output], [0, ""]);
  });
});
