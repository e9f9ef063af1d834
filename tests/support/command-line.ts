import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import type { Fake } from "../../fake";
import { type Engine, engineEnvironment } from "../../tools/engine";
import { fakeEnvironment } from "./stack";

const run = promisify(execFile);

/** What a command printed, and how it ended. */
export interface Printed {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number;
}

/** The `pulumi` command with a backend and a program folder of its own, and a fake that its stacks reach. */
export class CommandLine {
  private constructor(
    private readonly engine: Engine,
    /** Holds the backend and the program's folder. */
    readonly folder: string,
    /** The program's folder: empty at first. */
    readonly cwd: string,
    readonly env: NodeJS.ProcessEnv,
  ) {}

  static async create(engine: Engine, fake: Fake): Promise<CommandLine> {
    const folder = await mkdtemp(path.join(tmpdir(), "sinch-program-"));
    const cwd = path.join(folder, "program");
    await mkdir(cwd);
    const bare = Object.entries(process.env).filter(([name]) => !/^(SINCH|PULUMI|npm)_/.test(name));
    const env = { ...Object.fromEntries(bare), ...engineEnvironment(engine, folder), ...fakeEnvironment(fake) };
    return new CommandLine(engine, folder, cwd, env);
  }

  /** Runs `pulumi`, without a terminal. */
  pulumi(...args: string[]): Promise<Printed> {
    return this.run(path.join(this.engine.bin, "pulumi"), ...args, "--non-interactive");
  }

  /** Runs any command in the program's folder. */
  async run(file: string, ...args: string[]): Promise<Printed> {
    const options = { cwd: this.cwd, env: this.env, timeout: 300_000, maxBuffer: 1 << 26 };
    try {
      return { ...(await run(file, args, options)), code: 0 };
    } catch (error) {
      const { stdout, stderr, code } = error as Printed;
      return { stdout, stderr, code };
    }
  }

  /** Runs `pulumi`, which must end well. @returns what it printed. */
  async works(...args: string[]): Promise<string> {
    const { stdout, stderr, code } = await this.pulumi(...args);
    assert.equal(code, 0, `pulumi ${args.join(" ")}\n${stdout}\n${stderr}`);
    return stdout;
  }

  remove(): Promise<void> {
    return rm(this.folder, { recursive: true, force: true });
  }
}
