import assert from "node:assert/strict";
import { execFile, spawn } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { type Engine, engineEnvironment } from "../../tools/engine";

const CHECKOUT = path.join(__dirname, "../..");

/** How a command ended. */
export interface Ended {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number;
}

/** A Pulumi project in a folder of its own, with this package installed, as users have it: commands, no Automation API. */
export class ProjectFolder {
  private constructor(
    private readonly root: string,
    private readonly engine: Engine,
    readonly env: NodeJS.ProcessEnv,
  ) {}

  /** @param env added to that of the commands, in which nothing of this machine's Pulumi and Sinch is. */
  static async create(engine: Engine, env: Record<string, string>): Promise<ProjectFolder> {
    const root = await mkdtemp(path.join(tmpdir(), "sinch-project-"));
    const bare = Object.entries(process.env).filter(([name]) => !/^(SINCH|PULUMI)_/.test(name));
    const folder = new ProjectFolder(root, engine, {
      ...Object.fromEntries(bare),
      ...engineEnvironment(engine, root),
      ...env,
    });
    await mkdir(folder.cwd);
    await folder.write("Pulumi.yaml", "name: project\nruntime: nodejs\n");
    await folder.write("package.json", '{"main":"index.js"}');
    await symlink(path.join(CHECKOUT, "node_modules"), path.join(folder.cwd, "node_modules"));
    return folder;
  }

  get cwd(): string {
    return path.join(this.root, "project");
  }

  write(name: string, text: string): Promise<void> {
    return writeFile(path.join(this.cwd, name), text);
  }

  read(name: string): Promise<string> {
    return readFile(path.join(this.cwd, name), "utf8");
  }

  /** Runs `pulumi`, which must work. @returns what it printed. */
  async pulumi(...args: string[]): Promise<string> {
    const { stdout, stderr, code } = await this.run(path.join(this.engine.bin, "pulumi"), [
      ...args,
      "--non-interactive",
    ]);
    assert.equal(code, 0, `pulumi ${args.join(" ")}\n${stdout}\n${stderr}`);
    return stdout + stderr;
  }

  /** Runs `sinch-apps` as it is built. */
  sinchApps(...args: string[]): Promise<Ended> {
    return this.run(process.execPath, [path.join(CHECKOUT, "dist/cli/main.js"), ...args]);
  }

  /** Runs a line in a shell with something on its standard input. */
  async shell(line: string, input: string): Promise<void> {
    const child = spawn("sh", ["-c", line], { cwd: this.cwd, env: this.env, stdio: ["pipe", "ignore", "inherit"] });
    child.stdin.end(input);
    assert.equal(await new Promise((ended) => child.once("close", ended)), 0, line);
  }

  /** Every byte that is kept: the program, the stack's configuration, the backend with its history and backups. */
  async everythingKept(): Promise<string> {
    const files = await readdir(this.root, { recursive: true, withFileTypes: true });
    const kept = files.filter((file) => file.isFile() && !file.parentPath.includes("node_modules"));
    return (await Promise.all(kept.map((file) => readFile(path.join(file.parentPath, file.name), "utf8")))).join("\n");
  }

  async remove(): Promise<void> {
    await rm(this.root, { recursive: true, force: true, maxRetries: 3 });
  }

  private run(file: string, args: readonly string[]): Promise<Ended> {
    const options = { cwd: this.cwd, env: this.env, maxBuffer: 1 << 26 };
    return new Promise((ended) => {
      execFile(file, args, options, (error, stdout, stderr) => {
        const code = typeof error?.code === "number" ? error.code : error ? 1 : 0;
        ended({ stdout, stderr, code });
      });
    });
  }
}
