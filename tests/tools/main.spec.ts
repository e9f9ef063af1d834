import assert from "node:assert/strict";
import { existsSync, readdirSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { builtEntry } from "../../tools/engine/build";
import { until, useSandbox } from "./sandbox";

describe("npm run engine", () => {
  const sandbox = useSandbox();
  it("prints the folder on stdout, and nothing else there", async () => {
    sandbox().go();
    const { code, stdout, stderr } = await sandbox().command().ended;
    assert.equal(code, 0);
    const { key, version } = builtEntry();
    assert.match(stdout, new RegExp(`^/\\S+/${key}/bin\n$`));
    assert.ok(stderr.startsWith(`engine: building Pulumi ${version} `), stderr);
    assert.match(stderr, /^.*\n.*\nengine: built in \d+ s\nengine: using Pulumi/);
  });

  it("exits with 1 and one clear error if none can be found", async () => {
    const { code, stdout, stderr } = await sandbox().command().ended;
    assert.deepEqual([code, stdout], [1, ""]);
    assert.match(stderr, /^engine: no Pulumi engine .*\n( {2}- .*\n)+Install the Pulumi CLI, https:.*\n$/);
  });

  it("builds once for two concurrent runs; the second says that it waits", async () => {
    sandbox().go({ seconds: 0.5 });
    const endings = await Promise.all([sandbox().command().ended, sandbox().command().ended]);
    assert.deepEqual(
      endings.map(({ code }) => code),
      [0, 0],
    );
    assert.equal(endings[0].stdout, endings[1].stdout);
    assert.equal(sandbox().builds(), 2, "the CLI and the language host, each once");
    assert.equal(
      endings.filter(({ stderr }) => stderr.includes("another process is getting an engine; waiting")).length,
      1,
    );
  });

  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    it(`leaves nothing behind, Go included, when ${signal} ends it during a build`, async () => {
      sandbox().go({ seconds: 0.5 });
      const command = sandbox().command();
      await until(() => sandbox().builds() > 0);
      command.kill(signal);
      await command.ended;
      assert.deepEqual(sandbox().cached(), []);
      await setTimeout(700);
      assert.equal(existsSync(join(sandbox().root, "go.done")), false, "a Go that went on to the end");
    });
  }

  it("takes over from a killed run, and removes its leftovers", async () => {
    sandbox().go({ seconds: 1 });
    const killed = sandbox().command();
    await until(() => sandbox().builds() > 0);
    killed.kill("SIGKILL");
    await killed.ended;
    assert.equal(sandbox().cached().length, 1, "a folder that isn't taken for an engine");
    // The lock of the dead counts as given up after 15 s.
    for (const name of readdirSync(sandbox().root, { recursive: true, encoding: "utf8" })) {
      if (name.endsWith("engine/.lock")) utimesSync(join(sandbox().root, name), 0, 0);
    }
    sandbox().go();
    const { code } = await sandbox().command().ended;
    assert.equal(code, 0);
    assert.deepEqual(sandbox().cached(), [builtEntry().key]);
  });
});
