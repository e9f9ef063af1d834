import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { type Fake, startFake } from "../../fake";
import { engineEnvironment } from "../../tools/engine";
import { useEngine } from "../support/engine";
import { fakeEnvironment } from "../support/stack";

const PROGRAM = `
  const { App } = require("pulumi-sinch-conversation");
  new App("app", {
    displayName: "Support",
    channelCredentials: [{ channel: "SMS", staticBearer: { claimedIdentity: "plan", token: "token" } }],
  });
`;

describe("an engine that is killed between the request and the writing of the state", function () {
  this.timeout(90_000);
  const engine = useEngine();
  let fake: Fake;
  let folder: string;
  let env: NodeJS.ProcessEnv;
  let running: ChildProcess;

  before(async () => {
    fake = await startFake();
    folder = await mkdtemp(path.join(tmpdir(), "sinch-killed-"));
    const cwd = path.join(folder, "program");
    await mkdir(cwd);
    await writeFile(path.join(cwd, "Pulumi.yaml"), "name: program\nruntime: nodejs\n");
    await writeFile(path.join(cwd, "package.json"), '{"main":"index.js"}');
    await writeFile(path.join(cwd, "index.js"), PROGRAM);
    await symlink(path.join(__dirname, "../../node_modules"), path.join(cwd, "node_modules"));
    const bare = Object.entries(process.env).filter(([name]) => !/^(SINCH|PULUMI)_/.test(name));
    env = { ...Object.fromEntries(bare), ...engineEnvironment(engine(), folder), ...fakeEnvironment(fake) };
  });
  after(async () => {
    await fake?.close();
    if (folder) await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  });

  const pulumi = async (args: string[], more: NodeJS.ProcessEnv = {}): Promise<{ output: string; ok: boolean }> => {
    const options = { cwd: path.join(folder, "program"), env: { ...env, ...more } };
    running = spawn(path.join(engine().bin, "pulumi"), [...args, "--non-interactive"], options);
    let output = "";
    for (const stream of [running.stdout, running.stderr]) {
      stream?.on("data", (text) => {
        output += String(text);
      });
    }
    const [code] = await once(running, "exit");
    return { output, ok: code === 0 };
  };

  it("makes no second app: the next run names the one that is there, and the documented way takes it over", async () => {
    await pulumi(["stack", "init", "dev"]);
    fake.fail({ operation: "create", times: 1, after: () => void running.kill("SIGKILL") });
    const killed = await pulumi(["up", "--yes", "--skip-preview"]);
    assert.equal(killed.ok, false);
    const [app] = fake.apps();
    assert.ok(app?.id);

    assert.ok((await pulumi(["cancel", "--yes"])).ok);
    const refused = await pulumi(["up", "--yes", "--skip-preview"]);
    assert.equal(refused.ok, false);
    assert.match(refused.output.replace(/\s+/g, " "), new RegExp(`SINCH_ADOPT='Support=${app.id}' pulumi up`));

    const recovered = await pulumi(["up", "--yes", "--skip-preview"], { SINCH_ADOPT: `Support=${app.id}` });
    assert.ok(recovered.ok, recovered.output);
    assert.deepEqual(
      fake.apps().map(({ id }) => id),
      [app.id],
    );
    assert.deepEqual(
      fake.journal.writes.map(({ method }) => method),
      ["POST"],
    );
    const preview = await pulumi(["preview", "--expect-no-changes"]);
    assert.ok(preview.ok, preview.output);
    assert.ok((await pulumi(["destroy", "--yes", "--skip-preview"])).ok);
    assert.deepEqual(fake.apps(), []);
  });
});
