import { execFile } from "node:child_process";
import { cp, readFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import type { Step } from "./run-steps";
import type { Stage } from "./stage";

const run = promisify(execFile);

const MAIN = path.join(__dirname, "../../dist/cli/main.js");

/** Two stacks of one program, each with its own Sinch project. */
const STACKS = ["staging", "prod"] as const;

/** Promotes a change from one stack to the next with the project's own command. */
export const promotion: Step<Stage> = {
  title: "Promote staging to prod: same change, prod keeps its own token",
  async run(stage) {
    const { command, folder } = await checkoutWith(stage);
    const before = stage.fake.journal.writes.length;
    stage.print.action("$ sinch-apps promote staging prod --yes");
    stage.print.quote(excerpt(await command(process.execPath, MAIN, "promote", "staging", "prod", "--yes")));
    const writes = stage.fake.journal.writes.slice(before);
    stage.print.requestLines(writes);
    const prod = stage.environmentOf("prod");
    stage.check(
      "the API received one POST, in prod's project",
      writes.map(({ method, projectId }) => `${method} ${projectId}`),
      [`POST ${prod.project}`],
    );
    const plan = JSON.parse(await readFile(path.join(folder, "promotion-staging-prod.json"), "utf8"));
    stage.check("the plan named that app and refused nothing", [plan.verdict, plan.findings], ["changes", []]);
    const [app] = stage.fake.apps({ projectId: prod.project });
    const [entry] = app?.channel_credentials ?? [];
    stage.check("its token is prod's own", JSON.stringify(entry?.static_bearer).includes(`"${prod.token}"`), true);
  },
};

type Command = (file: string, ...args: string[]) => Promise<string>;

/** A git checkout of the program with both stacks; staging is deployed. */
async function checkoutWith(stage: Stage): Promise<{ readonly folder: string; readonly command: Command }> {
  const folder = path.join(stage.stack.folder, "promotion");
  const env = { ...process.env, ...stage.stack.env, SINCH_API_URL: stage.fake.apiUrl };
  const command: Command = async (file, ...args) => {
    const { stdout, stderr } = await run(file, args, { cwd: folder, env, maxBuffer: 1 << 26 });
    stage.engineSaid += stdout + stderr;
    return stdout;
  };
  const git = (...args: string[]): Promise<string> =>
    command("git", "-c", "user.name=demo", "-c", "user.email=demo@example.com", ...args);
  await cp(path.join(__dirname, "promotion"), folder, { recursive: true });
  await git("init", "--quiet");
  await git("add", "--all");
  await git("commit", "--quiet", "--message", "demo");
  for (const name of STACKS) {
    const { project, key, token } = stage.environmentOf(name);
    const plain = {
      "sinch:projectId": project,
      "sinch:region": "us",
      "sinch:keyId": key.keyId,
      plan: `plan-${name}`,
    };
    const secrets = { "sinch:keySecret": key.keySecret, smsToken: token };
    const entries = (flag: string, all: object): string[] =>
      Object.entries(all).flatMap(([entry, value]) => [flag, `${entry}=${value}`]);
    const values = [...entries("--plaintext", plain), ...entries("--secret", secrets)];
    await command("pulumi", "stack", "init", name, "--no-select", "--non-interactive");
    await command("pulumi", "config", "set-all", "--stack", name, ...values, "--non-interactive");
  }
  stage.print.action("$ pulumi up --stack staging");
  await command("pulumi", "up", "--yes", "--skip-preview", "--stack", "staging", "--non-interactive");
  return { folder, command };
}

/** Gates, fields and proof, without lines too long for a terminal. */
const excerpt = (text: string): string =>
  text
    .split("\n")
    .filter((line) =>
      /^ +✓ (last-update|pending|preview|drift)|→|^ +(displayName|retentionPolicy|channelCredentials)|^Proof/.test(
        line,
      ),
    )
    .filter((line) => line.length < 90)
    .join("\n");
