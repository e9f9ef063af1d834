import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { type Engine, engineEnvironment } from "../../tools/engine";

/** What the command line printed. */
export interface Printed {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number;
}

/** A program in a folder of its own, run by the command line: with everything that it prints and writes. */
export class Project {
  private constructor(
    private readonly cli: string,
    readonly folder: string,
    private readonly env: NodeJS.ProcessEnv,
  ) {}

  /** @param env added to this machine's, of which nothing reaches it whose name begins with `SINCH_` or `PULUMI_`. */
  static async create(engine: Engine, env: Readonly<Record<string, string>>): Promise<Project> {
    const folder = await mkdtemp(path.join(tmpdir(), "sinch-leaks-"));
    const bare = Object.entries(process.env).filter(([name]) => !/^(SINCH|PULUMI)_/.test(name));
    const project = new Project(path.join(engine.bin, "pulumi"), path.join(folder, "program"), {
      ...Object.fromEntries(bare),
      ...engineEnvironment(engine, folder),
      // Where the engine and the language host keep logs.
      TMPDIR: path.join(folder, "tmp"),
      ...env,
    });
    await Promise.all([mkdir(project.folder), mkdir(path.join(folder, "tmp"))]);
    await project.write("Pulumi.yaml", "name: program\nruntime: nodejs\n");
    await project.write("package.json", '{"main":"index.js"}');
    await symlink(path.join(__dirname, "../../node_modules"), path.join(project.folder, "node_modules"));
    return project;
  }

  /** Writes a file of the program. */
  write(name: string, text: string): Promise<void> {
    return writeFile(path.join(this.folder, name), text);
  }

  /** Runs `pulumi`. */
  run(...args: string[]): Promise<Printed> {
    const options = { cwd: this.folder, env: this.env, timeout: 120_000, maxBuffer: 1 << 28 };
    return new Promise((done) => {
      execFile(this.cli, [...args, "--non-interactive"], options, (error, stdout, stderr) =>
        done({ stdout, stderr, code: error ? Number(error.code ?? -1) : 0 }),
      );
    });
  }

  /** All files that were written, by their paths: state, history, backups, logs. The program's own aren't among them. */
  async filesWritten(): Promise<Map<string, string>> {
    const above = path.dirname(this.folder);
    const entries = await readdir(above, { recursive: true, withFileTypes: true });
    const paths = entries
      .filter((entry) => entry.isFile())
      .map((file) => path.join(file.parentPath, file.name))
      .filter((file) => !/^program\/(args\.json|node_modules)/.test(path.relative(above, file)));
    return new Map(
      await Promise.all(
        paths.map(async (file) => [path.relative(above, file), await readFile(file, "latin1")] as const),
      ),
    );
  }

  async remove(): Promise<void> {
    await rm(path.dirname(this.folder), { recursive: true, force: true, maxRetries: 3 });
  }
}
