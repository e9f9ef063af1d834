import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { parse } from "yaml";
import { type Fake, startFake } from "../../../fake";
import { engineEnvironment } from "../../../tools/engine";
import { CHECKOUT } from "../../support/checkout";
import { useEngine } from "../../support/engine";
import { type Ran, runWorkflow } from "../../support/workflow";

const run = promisify(execFile);
const checkout = CHECKOUT;
const EXAMPLE = path.join(checkout, "examples/promotion");
const STACKS = ["staging", "prod"] as const;

describe("the example's workflow for promotion", function () {
  this.timeout(0);
  const engine = useEngine();
  let fake: Fake;
  let folder: string;
  let origin: string;
  const projects: Record<string, string> = {};
  const secrets: Record<string, Record<string, string>> = {};

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "sinch-workflow-"));
    origin = path.join(folder, "origin");
    for (const stack of STACKS) {
      const { config } = parse(await readFile(path.join(EXAMPLE, `Pulumi.${stack}.yaml`), "utf8"));
      projects[stack] = config["sinch:projectId"];
      secrets[stack] = {
        SINCH_KEY_ID: `key-${stack}`,
        SINCH_KEY_SECRET: `CANARY-key-${stack}`,
        PULUMI_CONFIG_PASSPHRASE: `CANARY-passphrase-${stack}`,
        PULUMI_BACKEND_URL: String(engineEnvironment(engine(), folder).PULUMI_BACKEND_URL),
      };
    }
    secrets["prod-plan"] = { ...secrets.prod };
    fake = await startFake({
      projects: STACKS.map((stack) => ({
        projectId: String(projects[stack]),
        keys: [{ keyId: `key-${stack}`, keySecret: `CANARY-key-${stack}` }],
      })),
    });

    await cp(EXAMPLE, origin, { recursive: true, filter: (file) => !file.includes("node_modules") });
    await git(origin, "init", "--quiet");
    await commit("Declare the apps");
    const cwd = await checkedOut("set-up");
    for (const stack of STACKS) {
      const pulumi = (args: string): Promise<string> => shell(cwd, secrets[stack] ?? {}, `pulumi ${args}`);
      await pulumi(`stack init ${stack} --no-select`);
      for (const name of ["supportToken", "ordersToken"])
        await pulumi(`config set --secret ${name} CANARY-${name}-${stack} --stack ${stack}`);
      await cp(path.join(cwd, `Pulumi.${stack}.yaml`), path.join(origin, `Pulumi.${stack}.yaml`));
      await pulumi(`up --yes --skip-preview --stack ${stack}`);
    }
    await commit("Keep the stacks' secrets");
  });
  after(async () => {
    await fake?.close();
    if (folder) await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  });

  async function git(cwd: string, ...args: string[]): Promise<void> {
    await run("git", ["-c", "user.name=t", "-c", "user.email=t@example.com", ...args], { cwd });
  }
  async function commit(message: string): Promise<void> {
    await git(origin, "add", "--all");
    await git(origin, "commit", "--quiet", "--allow-empty", "--message", message);
  }

  /** A job's own clone, with the packages installed. */
  async function checkedOut(name: string): Promise<string> {
    const cwd = path.join(folder, `job-${name}`);
    await rm(cwd, { recursive: true, force: true });
    await git(folder, "clone", "--quiet", origin, cwd);
    await symlink(path.join(checkout, "node_modules"), path.join(cwd, "node_modules"));
    // The pattern `node_modules/` is for a folder, as `npm ci` makes it.
    await writeFile(path.join(cwd, ".git/info/exclude"), "node_modules\n");
    return cwd;
  }

  async function shell(cwd: string, env: NodeJS.ProcessEnv, script: string): Promise<string> {
    const bare = Object.entries(process.env).filter(([name]) => !/^(SINCH|PULUMI|npm)_/.test(name));
    const { PULUMI_BACKEND_URL: _, PULUMI_CONFIG_PASSPHRASE: __, ...own } = engineEnvironment(engine(), folder);
    const all = { ...Object.fromEntries(bare), ...own, SINCH_API_URL: fake.apiUrl, ...env };
    try {
      const { stdout, stderr } = await run("bash", ["-e", "-c", script], { cwd, env: all, maxBuffer: 1 << 26 });
      return stdout + stderr;
    } catch (error) {
      const { stdout, stderr } = error as { stdout: string; stderr: string };
      throw new Error(`${script}\n${stdout}${stderr}`);
    }
  }

  function workflow(): Promise<Ran> {
    const file = path.join(origin, ".github/workflows/promote.yml");
    return runWorkflow(file, { folder, secrets, checkedOut, shell });
  }

  it("brings a merged change to staging, shows it for production, and applies just that @promotion-keys", async () => {
    const program = path.join(origin, "index.ts");
    await writeFile(program, (await readFile(program, "utf8")).replace("ttlDays: 30", "ttlDays: 60"));
    await commit("Keep messages for 60 days");
    fake.journal.clear();
    const { jobs, printed, summary } = await workflow();
    assert.deepEqual(jobs, ["staging", "plan", "apply"]);
    assert.match(summary, /2 to update/);
    assert.match(summary, /retentionPolicy\.ttlDays \| 60 \| 30 \| 60/);
    assert.deepEqual(
      fake.journal.writes.map(({ method, projectId, updateMask }) => [method, projectId, updateMask]),
      STACKS.flatMap((stack) => [1, 2].map(() => ["PATCH", projects[stack], ["retention_policy"]])),
    );
    assert.ok(fake.apps().every(({ retention_policy }) => (retention_policy as { ttl_days: number }).ttl_days === 60));
    assert.doesNotMatch(printed + summary, /CANARY/);
  });

  it("has no need of an approval where there is nothing to do", async () => {
    fake.journal.clear();
    const { jobs, summary } = await workflow();
    assert.deepEqual(jobs, ["staging", "plan"]);
    assert.match(summary, /nothing to do/i);
    assert.deepEqual(fake.journal.writes, []);
  });
});
