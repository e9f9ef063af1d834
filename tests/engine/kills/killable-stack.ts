import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Fake } from "../../../fake";
import { type Engine, engineEnvironment } from "../../../tools/engine";
import { fakeEnvironment } from "../../support/stack";
import { type MarkedProcess, marked } from "./processes";

const PROGRAM = `
  const { App } = require("pulumi-sinch-conversation");
  for (const [name, args] of Object.entries(require("./apps.json"))) new App(name, args);
`;

/** Apps by resource name, as a program states them. */
export type Apps = Readonly<Record<string, Record<string, unknown>>>;

/** What a run of the CLI came to. */
export interface CliRun {
  readonly ok: boolean;
  /** All that was printed, in one line. */
  readonly output: string;
}

/** An app as the state holds it. */
interface Stored {
  readonly urn: string;
  readonly type: string;
  readonly id: string;
  readonly delete?: boolean;
}

/** Runs of the way back until it must have led back. */
const TRIES = 30;

/** A stack whose engine is a process of its own, so that it can be killed. */
export class KillableStack {
  /** Stands in the environment of each process that the engine starts. */
  readonly #mark = `KILLED_IN_TEST=${randomUUID()}`;
  #running: ChildProcess | undefined;

  private constructor(
    private readonly engine: Engine,
    private readonly folder: string,
    private readonly env: NodeJS.ProcessEnv,
  ) {}

  static async create(engine: Engine, fake: Fake): Promise<KillableStack> {
    const folder = await mkdtemp(path.join(tmpdir(), "sinch-kills-"));
    const cwd = path.join(folder, "program");
    await mkdir(cwd);
    await writeFile(path.join(cwd, "Pulumi.yaml"), "name: program\nruntime: nodejs\n");
    await writeFile(path.join(cwd, "package.json"), '{"main":"index.js"}');
    await writeFile(path.join(cwd, "index.js"), PROGRAM);
    await symlink(path.join(__dirname, "../../../node_modules"), path.join(cwd, "node_modules"));
    const bare = Object.entries(process.env).filter(([name]) => !/^(SINCH|PULUMI)_/.test(name));
    const env = { ...Object.fromEntries(bare), ...engineEnvironment(engine, folder), ...fakeEnvironment(fake) };
    const stack = new KillableStack(engine, folder, env);
    await stack.program({});
    const init = await stack.run(["stack", "init", "dev"]);
    if (!init.ok) throw new Error(init.output);
    return stack;
  }

  /** Sets what the program states. */
  async program(apps: Apps): Promise<void> {
    await writeFile(path.join(this.folder, "program", "apps.json"), JSON.stringify(apps));
  }

  /** Runs the CLI. */
  async run(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<CliRun> {
    const [name = "", value = ""] = this.#mark.split("=");
    const running = spawn(path.join(this.engine.bin, "pulumi"), [...args, "--non-interactive"], {
      cwd: path.join(this.folder, "program"),
      env: { ...this.env, ...env, [name]: value },
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.#running = running;
    let output = "";
    for (const stream of [running.stdout, running.stderr]) {
      stream.on("data", (text) => {
        output += String(text);
      });
    }
    const [code] = await once(running, "exit");
    return { ok: code === 0, output: output.replace(/\s+/g, " ") };
  }

  up(env: NodeJS.ProcessEnv = {}, args: readonly string[] = ["--skip-preview"]): Promise<CliRun> {
    return this.run(["up", "--yes", ...args], env);
  }

  /** Sends a signal to the engine that runs. */
  killEngine(signal: NodeJS.Signals): void {
    this.#running?.kill(signal);
  }

  /** Ends the provider's process without a word. */
  async killProvider(): Promise<void> {
    for (const { pid, command } of await this.processes()) {
      if (command.includes("dynamic-provider")) kill(pid);
    }
  }

  /** What runs of all that the engine started. */
  processes(): Promise<MarkedProcess[]> {
    return marked(this.#mark);
  }

  /** Ends what still runs. */
  async endAll(): Promise<void> {
    for (const { pid } of await this.processes()) kill(pid);
  }

  /** The provider's processes that still run after so many milliseconds. */
  async leftAfter(ms: number): Promise<MarkedProcess[]> {
    const until = Date.now() + ms;
    // Pulumi's own host of the language can live on, too; that is its matter.
    const find = async (): Promise<MarkedProcess[]> =>
      (await this.processes()).filter(({ command }) => /dynamic-provider|pulumi-resource/.test(command));
    let left = await find();
    while (left.length > 0 && Date.now() < until) {
      await sleep(100);
      left = await find();
    }
    return left;
  }

  /**
   * The documented way back: the same command again, after `pulumi cancel` where the stack is locked, with what the error
   * names where it names something.
   *
   * @returns what the user read on the way.
   * @throws Error where it doesn't lead back.
   */
  async wayBack(): Promise<{ said: string[]; tries: number }> {
    const said: string[] = [];
    let env: NodeJS.ProcessEnv = {};
    for (let tries = 1; tries <= TRIES; tries += 1) {
      const { ok, output } = await this.up(env);
      if (ok) return { said, tries };
      said.push(output);
      if (output.includes("currently locked")) await this.run(["cancel", "--yes"]);
      if (output.includes("pulumi refresh")) await this.run(["refresh", "--yes", "--skip-preview"], env);
      const pairs = output.match(/SINCH_ADOPT='([^']+)' pulumi up/)?.[1];
      if (pairs) env = { SINCH_ADOPT: pairs };
    }
    throw new Error(`the way back doesn't lead back:\n${said.join("\n")}`);
  }

  /** The apps in the state, by resource name; predecessors that are still to be deleted under `<name> (old)`. */
  async state(): Promise<Record<string, string>> {
    const file = path.join(this.folder, "backend", ".pulumi", "stacks", "program", "dev.json");
    if (!existsSync(file)) return {};
    const { checkpoint } = JSON.parse(await readFile(file, "utf8")) as {
      checkpoint: { latest?: { resources?: Stored[] } };
    };
    const apps = (checkpoint.latest?.resources ?? []).filter(({ type }) => type.endsWith("conversation:App"));
    return Object.fromEntries(
      apps.map((app) => [`${app.urn.split("::").at(-1)}${app.delete ? " (old)" : ""}`, app.id]),
    );
  }

  /** The URN of a resource. */
  urn(name: string): string {
    return `urn:pulumi:dev::program::pulumi-nodejs:dynamic/sinch/conversation:App::${name}`;
  }

  async remove(): Promise<void> {
    this.killEngine("SIGKILL");
    await this.endAll();
    await rm(this.folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It has ended meanwhile.
  }
}
