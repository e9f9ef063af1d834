import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { treeFacts } from "../../../../../cli/promote/facts/source-tree";

describe("the program's files in git", () => {
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

  /** With other variables in the environment, for git. */
  const unknownWith = async (env: NodeJS.ProcessEnv): Promise<string | undefined> => {
    const before = Object.keys(env).map((name) => [name, process.env[name]] as const);
    Object.assign(process.env, env);
    try {
      const { tree, unknown } = await facts();
      assert.equal(tree, undefined);
      return unknown;
    } finally {
      for (const [name, value] of before) {
        if (value === undefined) delete process.env[name];
        else process.env[name] = value;
      }
    }
  };
  const reasons: [what: string, prepare: () => void, says: RegExp, env?: NodeJS.ProcessEnv][] = [
    ["outside of git", () => {}, /^git says: not a git repository \(or any /],
    ["without git", () => {}, /^git isn't on PATH$/, { PATH: "/nowhere" }],
    [
      "in a checkout of another user",
      () => git("init", "--quiet"),
      /^git says: detected dubious ownership .*: `git config --global --add safe\.directory \S*\/sinch-tree-\w+`$/,
      { GIT_TEST_ASSUME_DIFFERENT_OWNER: "1", LANG: "de_DE.UTF-8", LANGUAGE: "de" },
    ],
    ["before the first commit", () => git("init", "--quiet"), /^git says: your current branch .* any commits yet$/],
    [
      "in a bare repository",
      () => git("init", "--quiet", "--bare", ".git"),
      /^git says: .* must be run in a work tree$/,
    ],
    ["where a worktree's repository is gone", () => write(".git", "gitdir: /nowhere"), /^git says: .*: \/nowhere$/],
    [
      "with a configuration that git can't read",
      () => {
        git("init", "--quiet");
        write(".git/config", "bad[");
      },
      /^git says: bad config line 1 in file /,
    ],
    [
      "with a format that git doesn't know",
      () => {
        git("init", "--quiet");
        write(".git/config", "[core]\nrepositoryformatversion = 1\n[extensions]\nfuture = 1\n");
      },
      /^git says: unknown repository extension found: future$/,
    ],
    [
      "with an index that git can't read",
      () => {
        git("init", "--quiet");
        commit();
        write(".git/index", "x");
      },
      /^git says: .*index file smaller than expected$/,
    ],
  ];
  for (const [what, prepare, says, env = {}] of reasons) {
    it(`are unknown ${what}, for git's own reason`, async () => {
      prepare();
      assert.match((await unknownWith(env)) ?? "", says);
    });
  }

  it("are unknown if git fails, which is reported with its exit code", async () => {
    const bin = path.join(root, "bin");
    mkdirSync(bin);
    writeFileSync(path.join(bin, "git"), "#!/bin/sh\necho 'exec: git: not found' >&2\nexit 127\n", { mode: 0o755 });
    assert.equal(await unknownWith({ PATH: bin }), "git ended with exit code 127: exec: git: not found");
  });

  describe("in a repository", () => {
    beforeEach(() => {
      git("init", "--quiet");
      commit();
    });

    it("are the project's folder and its lock file", async () => {
      const { tree, dirty } = await facts();
      assert.deepEqual([tree?.folder, tree?.lockFile, dirty], ["apps", "package-lock.json", []]);
    });

    const changes: [what: string, file: string, counts: boolean][] = [
      ["a file of the program", "apps/index.ts", true],
      ["a new file of the program", "apps/deep/new.ts", true],
      ["the lock file", "package-lock.json", true],
      ["a stack's configuration", "apps/Pulumi.prod.yaml", false],
      ["a stack's configuration in JSON", "apps/Pulumi.prod.json", false],
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

      it(`are ${counts ? "dirty" : "clean"} if ${what} isn't committed`, async () => {
        write(file, "two");
        assert.deepEqual((await facts()).dirty, counts ? [file] : []);
      });
    }

    it("are dirty if a file is deleted or renamed", async () => {
      git("mv", "apps/index.ts", "apps/main.ts");
      assert.deepEqual((await facts()).dirty, ["apps/main.ts"]);
    });

    it("are clean with records and reports of promotions among them", async () => {
      write("apps/staging.json", '{\n  "schema": "sinch-apps/promotion-source/1"\n}');
      write("apps/plan.md", "<!-- sinch-apps promote -->\n### …");
      write("apps/notes.json", '{ "schema": "mine" }');
      assert.deepEqual((await facts()).dirty, ["apps/notes.json"]);
    });

    it("are the same if the repository has them in another place", async () => {
      const before = await hash();
      git("mv", "apps", "moved");
      git("mv", "moved", "elsewhere");
      commit();
      assert.equal((await treeFacts(path.join(root, "elsewhere"))).tree?.hash, before);
    });

    it("are those at the root if the project is the repository", async () => {
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
