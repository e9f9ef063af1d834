import assert from "node:assert/strict";
import { cp, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import picomatch from "picomatch";
import { parse } from "yaml";

interface Step {
  readonly id?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, string>>;
}

interface Job {
  readonly environment: string;
  readonly needs?: string;
  readonly if?: string;
  readonly env: Readonly<Record<string, string>>;
  readonly outputs?: Readonly<Record<string, string>>;
  readonly steps: readonly Step[];
}

/** What a workflow runs in. */
export interface Runner {
  /** A folder for artifacts and what jobs write beside their checkout. */
  readonly folder: string;
  /** The secrets of each environment of the repository. */
  readonly secrets: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** A fresh checkout with the packages installed. */
  readonly checkedOut: (job: string) => Promise<string>;
  /** Runs a script. @returns all that it printed. */
  readonly shell: (cwd: string, env: Readonly<Record<string, string>>, script: string) => Promise<string>;
}

/** What ran, and everything that was printed, summed up or handed on. */
export interface Ran {
  readonly jobs: readonly string[];
  readonly printed: string;
  readonly summary: string;
}

/** What is set up already where this runs. */
const SET_UP = /^(actions\/(checkout|setup-node)|pulumi\/actions)@/;

/**
 * Runs a workflow as GitHub does, as far as the examples use that: jobs in the order of their needs, each in a checkout
 * of its own with the secrets of its environment alone; artifacts and outputs go from job to job.
 */
export async function runWorkflow(file: string, runner: Runner): Promise<Ran> {
  const { jobs } = parse(await readFile(file, "utf8"), { merge: true }) as { jobs: Record<string, Job> };
  const artifacts = path.join(runner.folder, "artifacts");
  await rm(artifacts, { recursive: true, force: true });
  await mkdir(artifacts, { recursive: true });
  const outputs: Record<string, Record<string, string>> = {};
  const ran: string[] = [];
  let [printed, summary] = ["", ""];

  for (const [name, job] of Object.entries(jobs)) {
    assert.ok(!job.needs || ran.includes(job.needs), `${name} needs ${job.needs}, which comes first`);
    const steps: Record<string, Record<string, string>> = {};
    const lookedUp = (expression: string): string => {
      const [root = "", key = "", , leaf = ""] = expression.split(".");
      if (root === "secrets") return runner.secrets[job.environment]?.[key] ?? "";
      return (root === "needs" ? outputs : steps)[key]?.[leaf] ?? assert.fail(expression);
    };
    const filled = (text: string): string => text.replace(/\$\{\{ ([\w.]+) \}\}/g, (_, one) => lookedUp(one));
    const filledAll = (values: Readonly<Record<string, string>> = {}): Record<string, string> =>
      Object.fromEntries(Object.entries(values).map(([key, value]) => [key, filled(value)]));

    const condition = /^([\w.]+) == '(\w+)'$/.exec(job.if ?? "");
    if (condition && lookedUp(String(condition[1])) !== condition[2]) continue;
    const cwd = await runner.checkedOut(name);
    const beside = path.join(runner.folder, `beside-${name}`);
    await rm(beside, { recursive: true, force: true });
    await mkdir(beside, { recursive: true });
    for (const { id = "", uses = "", run, with: given } of job.steps) {
      if (run === "npm ci" || SET_UP.test(uses)) continue;
      const files = path.join(artifacts, String(given?.name));
      if (uses.startsWith("actions/upload-artifact@")) {
        const wanted = picomatch(String(given?.path));
        for (const one of (await readdir(cwd)).filter((one) => wanted(one)))
          await cp(path.join(cwd, one), path.join(files, one));
      } else if (uses.startsWith("actions/download-artifact@")) {
        await cp(files, cwd, { recursive: true });
      } else {
        assert.ok(run, `can't run ${uses}`);
        const [output, said] = [path.join(beside, "output"), path.join(beside, "summary")];
        await Promise.all([writeFile(output, ""), writeFile(said, "")]);
        const github = { GITHUB_OUTPUT: output, GITHUB_STEP_SUMMARY: said, RUNNER_TEMP: beside };
        printed += await runner.shell(cwd, { ...filledAll(job.env), ...github }, filled(run));
        summary += await readFile(said, "utf8");
        const lines = (await readFile(output, "utf8")).split("\n");
        steps[id] = Object.fromEntries(lines.map((line) => line.split(/=(.*)/s)));
      }
    }
    outputs[name] = filledAll(job.outputs);
    ran.push(name);
  }

  for (const file of await readdir(artifacts, { recursive: true, withFileTypes: true })) {
    if (file.isFile()) printed += await readFile(path.join(file.parentPath, file.name), "utf8");
  }
  return { jobs: ran, printed, summary };
}
