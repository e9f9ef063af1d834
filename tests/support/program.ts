import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { type Engine, engineEnvironment } from "../../tools/engine";

/** What a run of the CLI printed, and how it ended. */
export interface Ended {
  readonly output: string;
  readonly ok: boolean;
}

/** A Pulumi program in a temporary folder, run by the CLI as a user does: as a process that can be killed. */
export class Program {
  private constructor(
    private readonly engine: Engine,
    readonly folder: string,
    private readonly env: NodeJS.ProcessEnv,
  ) {}

  /**
   * @param script
   *  The program, as CommonJS.
   * @param env
   *  Environment variables. Those of this machine whose names begin with `SINCH_` or `PULUMI_` don't reach it.
   */
  static async create(engine: Engine, script: string, env: Record<string, string>): Promise<Program> {
    const folder = await mkdtemp(path.join(tmpdir(), "sinch-program-"));
    const cwd = path.join(folder, "program");
    await mkdir(cwd);
    await writeFile(path.join(cwd, "Pulumi.yaml"), "name: program\nruntime: nodejs\n");
    await writeFile(path.join(cwd, "package.json"), '{"main":"index.js"}');
    await writeFile(path.join(cwd, "index.js"), script);
    await symlink(path.join(__dirname, "../../node_modules"), path.join(cwd, "node_modules"));
    const bare = Object.entries(process.env).filter(([name]) => !/^(SINCH|PULUMI)_/.test(name));
    return new Program(engine, folder, { ...Object.fromEntries(bare), ...engineEnvironment(engine, folder), ...env });
  }

  /** Starts the CLI in a process group of its own, as a terminal does. */
  start(args: readonly string[], env: NodeJS.ProcessEnv = {}): { engine: ChildProcess; ended: Promise<Ended> } {
    const engine = spawn(path.join(this.engine.bin, "pulumi"), [...args, "--non-interactive"], {
      cwd: path.join(this.folder, "program"),
      env: { ...this.env, ...env },
      detached: true,
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    for (const stream of [engine.stdout, engine.stderr]) {
      stream?.on("data", (text) => {
        output += String(text);
      });
    }
    return { engine, ended: once(engine, "exit").then(([code]) => ({ output, ok: code === 0 })) };
  }

  /** Runs the CLI to its end. */
  run(...args: string[]): Promise<Ended> {
    return this.start(args).ended;
  }

  /**
   * The processes that run for it, known by its folder in their environment; none where there is no /proc.
   *
   * @param command
   *  What their command must match.
   * @returns their ids.
   */
  processes(command: RegExp): number[] {
    return idsIn("/proc").filter((id) => {
      try {
        const [environment, line] = ["environ", "cmdline"].map((file) => readFileSync(`/proc/${id}/${file}`, "utf8"));
        return environment?.includes(this.folder) && command.test(String(line));
      } catch {
        return false;
      }
    });
  }

  async remove(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

function idsIn(folder: string): number[] {
  try {
    return readdirSync(folder)
      .filter((name) => /^\d+$/.test(name))
      .map(Number);
  } catch {
    return [];
  }
}
