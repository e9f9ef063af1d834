import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { treeFacts } from "../../../../../cli/promote/facts/source-tree";

describe("the program's files, as git has them,", () => {
  let root: string;
  const write = (file: string, text: string): void => {
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    writeFileSync(path.join(root, file), text);
  };
  const git = (...args: string[]): void =>
    void execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@example.com", ...args], {
      cwd: root,
      stdio: "pipe",
    });
  const commit = (): void => {
    git("add", "--all");
    git("commit", "--quiet", "--message", "x", "--allow-empty");
  };
  const facts = () => treeFacts(path.join(root, "apps"));
  const hash = async () => (await facts()).tree?.hash;

  beforeEach(() => {
    root = mkdtempSync(path.join(tmpdir(), "sinch-tree-"));
    write("apps/Pulumi.yaml", "name: apps\nruntime: nodejs\n");
    write("apps/index.ts", "one");
    write("package-lock.json", "{}");
    write("other/file", "one");
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  it("can't be told outside of git", async () => {
    const { tree, unknown } = await facts();
    assert.equal(tree, undefined);
    assert.match(unknown ?? "", /git repository/);
  });

  describe("in a repository", () => {
    beforeEach(() => {
      git("init", "--quiet");
      commit();
    });

    it("are the project's folder and the lock file that rules it", async () => {
      const { tree, dirty } = await facts();
      assert.deepEqual([tree?.folder, tree?.lockFile, dirty], ["apps", "package-lock.json", []]);
    });

    const changes: [what: string, file: string, counts: boolean][] = [
      ["a file of the program", "apps/index.ts", true],
      ["a new file of the program", "apps/deep/new.ts", true],
      ["the lock file", "package-lock.json", true],
      ["a stack's configuration", "apps/Pulumi.prod.yaml", false],
      ["another part of a monorepo", "other/file", false],
    ];
    for (const [what, file, counts] of changes) {
      it(`${counts ? "differ" : "are the same"} with another commit of ${what}`, async () => {
        const before = await facts();
        write(file, "two");
        commit();
        const after = await facts();
        assert.equal(after.tree?.hash !== before.tree?.hash, counts);
        assert.notEqual(after.tree?.commit, before.tree?.commit);
      });

      it(`are ${counts ? "dirty" : "clean"} where ${what} isn't committed`, async () => {
        write(file, "two");
        assert.deepEqual((await facts()).dirty, counts ? [file] : []);
      });
    }

    it("are dirty where a file is gone or renamed", async () => {
      git("mv", "apps/index.ts", "apps/main.ts");
      assert.deepEqual((await facts()).dirty, ["apps/main.ts"]);
    });

    it("are clean with the records and reports of promotions among them", async () => {
      write("apps/staging.json", '{\n  "schema": "sinch-apps/promotion-source/1"\n}');
      write("apps/plan.md", "<!-- sinch-apps promote -->\n### …");
      write("apps/notes.json", '{ "schema": "mine" }');
      assert.deepEqual((await facts()).dirty, ["apps/notes.json"]);
    });

    it("are the same where the repository keeps them in another place", async () => {
      const before = await hash();
      git("mv", "apps", "moved");
      git("mv", "moved", "elsewhere");
      commit();
      assert.equal((await treeFacts(path.join(root, "elsewhere"))).tree?.hash, before);
    });

    it("are those at the root, where the project is the repository", async () => {
      write("Pulumi.yaml", "name: whole\nruntime: nodejs\n");
      commit();
      const before = await treeFacts(root);
      assert.equal(before.tree?.folder, "");
      write("other/file", "two");
      commit();
      assert.notEqual((await treeFacts(root)).tree?.hash, before.tree?.hash);
      write("other/file", "three");
      assert.deepEqual((await treeFacts(root)).dirty, ["other/file"]);
    });
  });
});
