import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

describe("pulumi-resource-pulumi-nodejs beside a built engine", () => {
  const root = join(__dirname, "../..");
  const start = (cwd: string) =>
    spawn(join(root, "tools/engine/plugins/pulumi-resource-pulumi-nodejs"), ["127.0.0.1:1"], {
      cwd,
      env: { ...process.env, PATH: `${dirname(process.execPath)}:${process.env.PATH}`, NODE_PATH: "" },
      // A group of its own, to end the provider with the script.
      detached: true,
    });

  it("starts the dynamic provider that the working folder resolves, and prints its port", async () => {
    const plugin = start(root);
    try {
      const [port] = await once(plugin.stdout, "data");
      assert.match(String(port), /^\d+\n$/);
    } finally {
      process.kill(-(plugin.pid ?? 0), "SIGKILL");
    }
  });

  it("fails at once with the reason if there is none", async () => {
    const folder = mkdtempSync(join(tmpdir(), "no-packages-"));
    const plugin = start(folder);
    let stderr = "";
    plugin.stderr.on("data", (chunk) => (stderr += chunk));
    const [code] = await once(plugin, "close");
    rmSync(folder, { recursive: true });
    assert.equal(code, 1);
    assert.match(stderr, /^pulumi-resource-pulumi-nodejs: @pulumi\/pulumi can't be resolved from .*npm install/);
  });
});
