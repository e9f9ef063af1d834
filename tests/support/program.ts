import assert from "node:assert/strict";
import type { ChildProcess } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { mkdir, readFile, symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import { type Engine, engineEnvironment } from "../../tools/engine";
import { filesIn, makeFolder, removeFolder } from "../../tools/engine/folder";
import { type Ended, start } from "./command";

/** A Pulumi program in a temporary folder, with a backend of its own, run by the CLI as a user does: as a process that can be killed. */
export class Program {
  private constructor(
    private readonly engine: Engine,
    /** Holds the backend and the program's folder. */
    readonly folder: string,
    /** The program's folder: empty at first. */
    readonly cwd: string,
    readonly env: NodeJS.ProcessEnv,
  ) {}

  /** @param env for the commands. Nothing of this machine's Pulumi, Sinch and npm reaches them. */
  static async create(engine: Engine, env: Readonly<Record<string, string>>): Promise<Program> {
    const folder = await makeFolder();
    const cwd = path.join(folder, "program");
    await mkdir(cwd);
    const bare = Object.entries(process.env).filter(([name]) => !/^(SINCH|PULUMI|npm)_/.test(name));
    return new Program(engine, folder, cwd, {
      ...Object.fromEntries(bare),
      ...engineEnvironment(engine, folder),
      ...env,
    });
  }

  /** Makes the folder a project that has this package installed. @param script what it runs, as CommonJS. */
  async project(script?: string, name = "program"): Promise<void> {
    await this.write("Pulumi.yaml", `name: ${name}\nruntime: nodejs\n`);
    await this.write("package.json", '{"main":"index.js"}');
    if (script !== undefined) await this.write("index.js", script);
    await symlink(path.join(__dirname, "../../node_modules"), path.join(this.cwd, "node_modules"));
  }

  write(name: string, text: string): Promise<void> {
    return writeFile(path.join(this.cwd, name), text);
  }

  read(name: string): Promise<string> {
    return readFile(path.join(this.cwd, name), "utf8");
  }

  /** Starts `pulumi`, without a terminal. @param env beside that of the program. */
  start(args: readonly string[], env: NodeJS.ProcessEnv = {}): { child: ChildProcess; ended: Promise<Ended> } {
    const pulumi = path.join(this.engine.bin, "pulumi");
    return start(pulumi, [...args, "--non-interactive"], { cwd: this.cwd, env: { ...this.env, ...env } });
  }

  /** Runs `pulumi` to its end. */
  pulumi(...args: string[]): Promise<Ended> {
    return this.start(args).ended;
  }

  /** Runs `pulumi`, which must end well. @returns what it printed. */
  async works(...args: string[]): Promise<string> {
    const { code, stdout, output } = await this.pulumi(...args);
    assert.equal(code, 0, `pulumi ${args.join(" ")}\n${output}`);
    return stdout;
  }

  /** Runs any command in the program's folder. */
  run(file: string, ...args: string[]): Promise<Ended> {
    return start(file, args, this).ended;
  }

  /** Runs a line in a shell, which must end well, with something on its standard input. */
  async shell(line: string, input: string): Promise<void> {
    const { code, output } = await start("sh", ["-c", line], { ...this, input }).ended;
    assert.equal(code, 0, output);
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

  /** All files by path: the program, the stack's configuration, the backend, Pulumi's own. */
  filesKept(): Promise<Map<string, string>> {
    return filesIn(this.folder);
  }

  remove(): Promise<void> {
    return removeFolder(this.folder);
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
