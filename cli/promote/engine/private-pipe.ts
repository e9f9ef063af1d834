import { constants } from "node:fs";
import { mkdtemp, open, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import spawn from "nano-spawn";
import { CliError } from "../../cli-error";

/**
 * A pipe that another process takes for a file: what goes through it is never on a disk. It stands in a folder that only
 * this user can open, and is gone with {@link close}.
 */
export class PrivatePipe {
  private constructor(
    private readonly folder: string,
    readonly path: string,
  ) {}

  /** @throws CliError where there are no such pipes. */
  static async make(): Promise<PrivatePipe> {
    const folder = await mkdtemp(join(tmpdir(), "sinch-apps-"));
    const path = join(folder, "plan");
    try {
      await spawn("mkfifo", ["-m", "600", path]);
    } catch (error) {
      await rm(folder, { recursive: true, force: true });
      throw new CliError(
        "mkfifo isn't there: plans hold secrets, and go through a named pipe rather than a file",
        process.platform === "win32" ? "On Windows, run this in WSL" : undefined,
        { cause: error },
      );
    }
    return new PrivatePipe(folder, path);
  }

  /** All that is written into it, until its writer closes it; nothing where there was none by the time `ended` is. */
  async read(ended: Promise<unknown>): Promise<string> {
    const text = readFile(this.path, "utf8");
    void ended.then(() => this.release(constants.O_WRONLY));
    return text;
  }

  /** Hands a text to whoever opens it, unless nobody has by the time `ended` is. */
  async write(text: string, ended: Promise<unknown>): Promise<void> {
    void ended.then(() => this.release(constants.O_RDONLY));
    // A reader that ends before it has read all has its own error.
    await writeFile(this.path, text).catch(() => {});
  }

  /** Opening waits for the other side, which isn't to come any more: takes its place for a moment. */
  private async release(side: number): Promise<void> {
    // Nobody waits: the open fails, or there is no pipe any more.
    await open(this.path, side | constants.O_NONBLOCK).then(
      (file) => file.close(),
      () => {},
    );
  }

  async close(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }
}
