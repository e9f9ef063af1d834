import { execFile } from "node:child_process";
import { cp, readFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import type { Step } from "./run-steps";
import type { Stage } from "./stage";

const run = promisify(execFile);

const MAIN = path.join(__dirname, "../../dist/cli/main.js");

/** Two stacks of one program, each with a Sinch project of its own. */
const STACKS = ["staging", "prod"] as const;

/** A change that goes from one stack to the next one, with the project's own command. */
export const promotion: Step<Stage> = {
  title: "Promotion: what is deployed to staging goes to prod, which keeps its own token",
  async run(stage) {
    const folder = path.join(stage.stack.folder, "promotion");
    const { env } = stage.stack;
    const options = {
      cwd: folder,
      env: { ...process.env, ...env, SINCH_API_URL: stage.fake.apiUrl },
      maxBuffer: 1 << 26,
    };
    const pulumi = async (...args: string[]): Promise<void> => {
      const { stdout, stderr } = await run("pulumi", [...args, "--non-interactive"], options);
      stage.engineSaid += stdout + stderr;
    };
    const git = (...args: string[]): Promise<unknown> =>
      run("git", ["-c", "user.name=demo", "-c", "user.email=demo@example.com", ...args], options);
    const commit = async (): Promise<void> => {
      await git("add", "--all", "--", ":!Pulumi.*.yaml");
      await git("commit", "--quiet", "--message", "demo");
    };

    await cp(path.join(__dirname, "promotion"), folder, { recursive: true });
    await git("init", "--quiet");
    await commit();
    for (const name of STACKS) {
      const { project, key, token } = stage.environmentOf(name);
      const plain = {
        "sinch:projectId": project,
        "sinch:region": "us",
        "sinch:keyId": key.keyId,
        plan: `plan-${name}`,
      };
      const secrets = { "sinch:keySecret": key.keySecret, smsToken: token };
      await pulumi("stack", "init", name, "--no-select");
      const entries = (flag: string, all: object): string[] =>
        Object.entries(all).flatMap(([entry, value]) => [flag, `${entry}=${value}`]);
      await pulumi(
        "config",
        "set-all",
        "--stack",
        name,
        ...entries("--plaintext", plain),
        ...entries("--secret", secrets),
      );
    }
    stage.print.action("$ pulumi up --stack staging");
    await pulumi("up", "--yes", "--skip-preview", "--stack", "staging");

    const before = stage.fake.journal.writes.length;
    stage.print.action("$ sinch-apps promote staging prod --yes");
    const { stdout, stderr } = await run(process.execPath, [MAIN, "promote", "staging", "prod", "--yes"], options);
    stage.engineSaid += stdout + stderr;
    stage.print.quote(excerpt(stdout));
    const writes = stage.fake.journal.writes.slice(before);
    stage.print.requestLines(writes);
    stage.check(
      "the API received one POST, in the project of prod",
      writes.map(({ method, projectId }) => `${method} ${projectId}`),
      [`POST ${stage.environmentOf("prod").project}`],
    );
    const plan = JSON.parse(await readFile(path.join(folder, "promotion-staging-prod.json"), "utf8"));
    stage.check("the plan named that app, and had nothing to refuse", [plan.verdict, plan.findings], ["changes", []]);
    const [app] = stage.fake.apps({ projectId: stage.environmentOf("prod").project });
    const [entry] = app?.channel_credentials ?? [];
    const { token } = stage.environmentOf("prod");
    stage.check("its token is that of prod", JSON.stringify(entry?.static_bearer).includes(`"${token}"`), true);
  },
};

/** Gates, fields and proof, without the lines that are too long for a terminal. */
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
