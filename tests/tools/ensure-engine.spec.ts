import assert from "node:assert/strict";
import { existsSync, readdirSync, realpathSync } from "node:fs";
import { join } from "node:path";
import { engineSources, ensureEngine } from "../../tools/engine";
import { builtEntry } from "../../tools/engine/build";
import { useSandbox } from "./sandbox";

describe("ensureEngine", () => {
  const sandbox = useSandbox();

  it("takes pulumi on PATH before anything else, silently", async () => {
    const bin = join(sandbox().root, "usr", "bin");
    sandbox().pulumi(bin, "3.250.1");
    sandbox().pulumiCache("3.270.0");
    sandbox().ownCache("download");
    sandbox().env.PATH = bin;
    assert.deepEqual(await sandbox().ensure(engineSources), {
      root: join(sandbox().root, "usr"),
      bin,
      version: "3.250.1",
      source: "path",
      languageHost: true,
    });
    assert.deepEqual(sandbox().said, []);
  });

  it("takes the newest engine in Pulumi's cache next, and says so", async () => {
    for (const version of ["3.240.0", "3.270.0", "3.99.0"]) sandbox().pulumiCache(version);
    sandbox().ownCache("download");
    const { version, source, root } = await sandbox().ensure(engineSources);
    assert.deepEqual([version, source], ["3.270.0", "pulumi-cache"]);
    assert.deepEqual(sandbox().said, [`using Pulumi 3.270.0 (from Pulumi's cache) in ${root}/bin`]);
  });

  it("takes an earlier download next, then an earlier build", async () => {
    sandbox().ownCache("built");
    assert.equal((await sandbox().ensure(engineSources)).source, "built");
    sandbox().ownCache("download");
    assert.equal((await sandbox().ensure(engineSources)).source, "download");
  });

  it("builds one with Go if there is none, once", async () => {
    sandbox().go();
    const built = await sandbox().ensure();
    assert.deepEqual([built.version, built.source, built.languageHost], [builtEntry().version, "built", true]);
    const { version } = built;
    assert.equal(
      sandbox().said[0],
      `building Pulumi ${version} from its Go modules, once, into ${sandbox().cacheFolder}`,
    );
    assert.deepEqual(readdirSync(built.root), ["bin"]);
    assert.deepEqual(readdirSync(built.bin).sort(), [
      "pulumi",
      "pulumi-language-nodejs",
      "pulumi-resource-pulumi-nodejs",
    ]);
    assert.deepEqual(await sandbox().ensure(), built);
    assert.equal(sandbox().builds(), 2, "the CLI and the language host, each once");
  });

  const unfit: [what: string, put: (bin: string) => void][] = [
    ["a pulumi that is too old", (bin) => sandbox().pulumi(bin, "3.215.0")],
    [
      "a pulumi without its language host",
      (bin) => sandbox().pulumi(bin, "3.270.0", ["pulumi-resource-pulumi-nodejs"]),
    ],
    [
      "a pulumi that can't start dynamic providers",
      (bin) => sandbox().pulumi(bin, "3.270.0", ["pulumi-language-nodejs"]),
    ],
    ["a pulumi that says no version", (bin) => sandbox().pulumi(bin, "unknown")],
  ];
  for (const [what, put] of unfit) {
    it(`skips ${what}, on PATH and in Pulumi's cache`, async () => {
      put(sandbox().path);
      put(join(sandbox().env.PULUMI_HOME, "versions", "3.270.0", "bin"));
      sandbox().ownCache("built");
      assert.equal((await sandbox().ensure()).source, "built");
    });
  }

  it("recognises its own build on PATH", async () => {
    sandbox().ownCache("built");
    sandbox().env.PATH = (await sandbox().ensure()).bin;
    assert.equal((await sandbox().ensure()).source, "built");
  });

  it("takes an older build of its own on PATH only if no other source is allowed", async () => {
    const bin = join(sandbox().cacheFolder, "3.259.0-built", "bin");
    sandbox().pulumi(bin, "3.259.0");
    sandbox().ownCache("built");
    sandbox().env.PATH = bin;
    const { version, source, root } = await sandbox().ensure(["path"]);
    assert.deepEqual([version, source, root], ["3.259.0", "path", join(bin, "..")]);
    assert.equal((await sandbox().ensure()).version, builtEntry().version);
  });

  it("asks a pulumi for its version without the user's own settings, which can make it fail", async () => {
    sandbox().pulumi(sandbox().path, "3.260.0");
    sandbox().script(join(sandbox().path, "pulumi"), `[ -z "$PULUMI_OPTION_PARALLEL" ] && echo v3.260.0`);
    Object.assign(sandbox().env, { PULUMI_OPTION_PARALLEL: "none" });
    assert.equal((await sandbox().ensure()).source, "path");
  });

  it("takes the next pulumi on PATH if the first is unusable", async () => {
    sandbox().pulumi(join(sandbox().root, "a"), "3.100.0");
    sandbox().pulumi(join(sandbox().root, "b", "bin"), "3.260.0");
    sandbox().env.PATH = `${sandbox().root}/a:${sandbox().root}/b/bin`;
    assert.equal((await sandbox().ensure()).version, "3.260.0");
  });

  it("gives a pulumi whose folder isn't called bin a root with such a folder", async () => {
    sandbox().pulumi(sandbox().path, "3.260.0");
    const { root, bin } = await sandbox().ensure();
    assert.equal(bin, join(root, "bin"));
    assert.equal(realpathSync(join(root, "bin", "pulumi")), realpathSync(join(sandbox().path, "pulumi")));
    assert.equal((await sandbox().ensure()).root, root);
  });

  it("leaves Pulumi's own home unchanged", async () => {
    sandbox().go();
    sandbox().pulumiCache("3.100.0");
    const before = readdirSync(sandbox().env.PULUMI_HOME, { recursive: true });
    await sandbox().ensure();
    assert.deepEqual(readdirSync(sandbox().env.PULUMI_HOME, { recursive: true }), before);
  });

  it("lists everything that it tried if none can be found, and what to install", async () => {
    sandbox().pulumi(sandbox().path, "3.100.0");
    await assert.rejects(sandbox().ensure(), {
      message: [
        "no Pulumi engine (CLI 3.216.0 or newer) was found or could be made:",
        `  - PATH: ${sandbox().path}/pulumi is 3.100.0, older than 3.216.0`,
        `  - ${sandbox().env.PULUMI_HOME}/versions: no version in it`,
        "  - build: no go on PATH",
        "Install the Pulumi CLI, https://www.pulumi.com/docs/iac/download-install/, or Go, https://go.dev/dl/, and try again.",
      ].join("\n"),
    });
  });

  it("passes on why Go can't be used", async () => {
    sandbox().script(
      join(sandbox().path, "go"),
      "echo 'go: go.mod requires go >= 1.25.11 (running go 1.21.0; GOTOOLCHAIN=local)' >&2; exit 1",
    );
    await assert.rejects(
      sandbox().ensure(),
      /build with .*go: go\.mod requires go >= 1\.25\.11 \(running go 1\.21\.0;/,
    );
  });

  it("leaves nothing of a failed build", async () => {
    sandbox().go({ build: "echo 'undefined: x' >&2; exit 1" });
    await assert.rejects(sandbox().ensure(), /the Node language host: undefined: x/);
    assert.deepEqual(sandbox().cached(), []);
    sandbox().go();
    assert.equal((await sandbox().ensure()).root, join(sandbox().cacheFolder, builtEntry().key));
  });

  it("refuses a build that left a file out", async () => {
    sandbox().go({ build: `case "$2" in */pulumi) rm -f "$2"; exit 0;; esac` });
    sandbox().env.PATH += ":/bin";
    await assert.rejects(sandbox().ensure(["built"]), /it has no pulumi/);
    assert.equal(existsSync(join(sandbox().cacheFolder, builtEntry().key)), false);
  });

  it("refuses an unknown source", async () => {
    await assert.rejects(ensureEngine({ env: { PULUMI_SINCH_ENGINE: "path,brew" } }), {
      message: 'PULUMI_SINCH_ENGINE: "brew" is none of path, pulumi-cache, download, built',
    });
  });
});
