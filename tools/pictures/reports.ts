import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { cp, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { type Fake, startFake } from "../../fake";
import { ensureEngine } from "../engine";
import { TemporaryStack } from "../engine/stack";
import type { Scene } from "./svg";

const run = promisify(execFile);
const root = path.join(__dirname, "../..");
const STACKS = ["staging", "prod"] as const;

/**
 * Runs the program of `examples/promotion` against the fake. @returns the terminal output of `drift` and `promote
 * plan`.
 */
export async function reports(): Promise<{ drift: Scene; plan: Scene }> {
  const engine = await ensureEngine();
  const keys = Object.fromEntries(STACKS.map((name) => [name, randomBytes(12).toString("hex")]));
  const projects = STACKS.map((name) => ({
    projectId: `shop-${name}`,
    keys: [{ keyId: "key", keySecret: String(keys[name]) }],
  }));
  const fake = await startFake({ projects });
  const stack = await TemporaryStack.create(engine, { SINCH_API_URL: fake.apiUrl, FORCE_COLOR: "1" });
  try {
    const folder = path.join(stack.folder, "shop");
    const command = commandIn(folder, { ...process.env, ...stack.env });
    await deploy(folder, keys, command);
    changeByHand(fake);
    const drift = await command("sinch-apps", "drift", "--stack", "staging", "--stack", "prod");
    await command("pulumi", "up", "--yes", "--refresh", "--skip-preview", "--stack", "prod", "--non-interactive");
    const program = path.join(folder, "index.ts");
    await writeFile(program, (await readFile(program, "utf8")).replace("ttlDays: 30", "ttlDays: 60"));
    await command("git", ...COMMIT);
    await command("pulumi", "up", "--yes", "--skip-preview", "--stack", "staging", "--non-interactive");
    await command("sinch-apps", "promote", "attest", "--stack", "staging", "-o", "staging.record.json");
    const plan = await command(
      "sinch-apps",
      "promote",
      "plan",
      "--from",
      "staging.record.json",
      "--stack",
      "prod",
      "-o",
      "prod.plan.json",
    );
    return {
      drift: { title: "sinch-apps drift --stack staging --stack prod", lines: drift.trimEnd().split("\n") },
      plan: {
        title: "sinch-apps promote plan --from staging.record.json --stack prod -o prod.plan.json",
        lines: plan.trimEnd().split("\n"),
      },
    };
  } finally {
    await Promise.all([fake.close(), stack.remove()]);
  }
}

type Command = (file: string, ...args: string[]) => Promise<string>;

const COMMIT = [
  "-c",
  "user.name=shop",
  "-c",
  "user.email=shop@example.com",
  "commit",
  "--quiet",
  "--all",
  "--message",
  "shop",
];

/** Runs commands; exit codes for drift or changes aren't failures. */
function commandIn(cwd: string, env: NodeJS.ProcessEnv): Command {
  return async (file, ...args) => {
    const [name, first] =
      file === "sinch-apps" ? [process.execPath, [path.join(root, "dist/cli/main.js")]] : [file, []];
    try {
      return (await run(name, [...first, ...args], { cwd, env })).stdout;
    } catch (error) {
      const { code, stdout } = error as { code?: number; stdout?: string };
      if (code === 2 && stdout) return stdout;
      throw error;
    }
  };
}

/** Creates both stacks of the example, in git and deployed. */
async function deploy(folder: string, keys: Readonly<Record<string, string>>, command: Command): Promise<void> {
  for (const file of [".gitignore", "index.ts", "package.json", "Pulumi.yaml"]) {
    await cp(path.join(root, "examples/promotion", file), path.join(folder, file));
  }
  await command("git", "init", "--quiet");
  await command("git", "add", "--all");
  await command("git", ...COMMIT);
  for (const name of STACKS) {
    const plain = {
      "sinch:projectId": `shop-${name}`,
      "sinch:region": "eu",
      "sinch:keyId": "key",
      supportServicePlanId: `support-${name}`,
      ordersServicePlanId: `orders-${name}`,
    };
    const secrets = {
      "sinch:keySecret": keys[name],
      supportToken: randomBytes(12).toString("hex"),
      ordersToken: randomBytes(12).toString("hex"),
    };
    const flags = (flag: string, all: object): string[] =>
      Object.entries(all).flatMap(([key, value]) => [flag, `${key}=${value}`]);
    await command("pulumi", "stack", "init", name, "--no-select", "--non-interactive");
    await command(
      "pulumi",
      "config",
      "set-all",
      "--stack",
      name,
      ...flags("--plaintext", plain),
      ...flags("--secret", secrets),
      "--non-interactive",
    );
    await command("pulumi", "up", "--yes", "--skip-preview", "--stack", name, "--non-interactive");
  }
}

/** Changes apps as people do in a dashboard. */
function changeByHand(fake: Fake): void {
  for (const { id, display_name } of fake.apps({ projectId: "shop-prod" })) {
    fake.edit(id, (app) => {
      if (display_name.startsWith("Support")) Object.assign(app, { display_name: "Support (test, don't touch)" });
      else if (app.retention_policy) app.retention_policy.ttl_days = 365;
    });
  }
}
