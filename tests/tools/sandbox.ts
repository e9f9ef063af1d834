import { spawn } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type Engine, type EngineSource, ensureEngine } from "../../tools/engine";
import { builtEntry } from "../../tools/engine/build";
import { officialEntry } from "../../tools/engine/download";

/** How a process ended, and what it said. */
export interface Ending {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * A machine of its own for one test: an empty `PATH`, Pulumi home and cache folder, which stand-ins for `pulumi` and `go`
 * are put into.
 */
export class Sandbox {
  readonly root = mkdtempSync(join(tmpdir(), "engine-spec-"));
  readonly path = join(this.root, "path");
  readonly cacheFolder = join(this.root, "cache", "pulumi-sinch-conversation", "engine");
  /** What the search for an engine has said so far. */
  readonly said: string[] = [];
  readonly env = {
    PATH: this.path,
    PULUMI_HOME: join(this.root, "pulumi-home"),
    HOME: this.root,
    XDG_CACHE_HOME: join(this.root, "cache"),
  };

  constructor() {
    mkdirSync(this.path);
  }

  /** Puts an executable shell script there. */
  script(path: string, body: string): void {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, `#!/bin/sh\n${body}\n`);
    chmodSync(path, 0o755);
  }

  /** Puts a `pulumi` of that version into a folder, with its plugins unless told otherwise. */
  pulumi(bin: string, version: string, plugins = ["pulumi-language-nodejs", "pulumi-resource-pulumi-nodejs"]): void {
    this.script(join(bin, "pulumi"), `echo v${version}`);
    for (const plugin of plugins) this.script(join(bin, plugin), "exit 0");
  }

  /** Puts a `pulumi` of that version into Pulumi's own cache. */
  pulumiCache(version: string): void {
    this.pulumi(join(this.env.PULUMI_HOME, "versions", version, "bin"), version);
  }

  /** Puts an engine into this project's cache, as a download or a build would. */
  ownCache(source: "download" | "built"): void {
    const { key, version } = source === "built" ? builtEntry() : officialEntry();
    this.pulumi(join(this.cacheFolder, key, "bin"), version);
  }

  /**
   * Puts a `go` on `PATH` that takes a while and then leaves a script where the binary belongs. It writes a line to
   * `go.log` when a build begins, and to `go.done` when one is done.
   */
  go({ seconds = 0, build = "" }: { seconds?: number; build?: string } = {}): void {
    this.script(
      join(this.path, "go"),
      [
        `[ "$1" = build ] || exit 0`,
        `echo "$$" >> ${this.root}/go.log`,
        `while [ "$1" != -o ]; do shift; done`,
        `echo half > "$2"`,
        build,
        `/bin/sleep ${seconds}`,
        `printf '#!/bin/sh\\necho v${builtEntry().version}\\n' > "$2"`,
        `/bin/chmod +x "$2"`,
        `echo "$$" >> ${this.root}/go.done`,
      ].join("\n"),
    );
  }

  /** How many builds have begun. */
  builds(): number {
    const log = join(this.root, "go.log");
    return existsSync(log) ? readFileSync(log, "utf8").trim().split("\n").length : 0;
  }

  /** Names in this project's cache, wherever the platform has it; its lock isn't one. */
  cached(): string[] {
    const names = readdirSync(this.root, { recursive: true, encoding: "utf8" });
    return names
      .filter((name) => /engine\/[^/]+$/.test(name) && !name.endsWith(".lock"))
      .map((name) => name.replace(/.*\//, ""));
  }

  /** Looks for an engine here. Without the download, unless asked for: tests don't depend on the internet. */
  ensure(sources: readonly EngineSource[] = ["path", "pulumi-cache", "built"]): Promise<Engine> {
    return ensureEngine({
      env: this.env,
      cacheFolder: this.cacheFolder,
      sources,
      say: (line) => this.said.push(line),
    });
  }

  /** Runs the command behind `npm run engine` in a process of its own. */
  command(): { kill: (signal: NodeJS.Signals) => void; ended: Promise<Ending> } {
    const child = spawn(process.execPath, ["--require", "tsx", join(__dirname, "../../tools/engine/main.ts")], {
      env: { ...this.env, PULUMI_SINCH_ENGINE: "path,pulumi-cache,built" },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const said = { stdout: "", stderr: "" };
    child.stdout.on("data", (chunk) => (said.stdout += chunk));
    child.stderr.on("data", (chunk) => (said.stderr += chunk));
    const ended = new Promise<Ending>((resolve) =>
      child.on("exit", (code) => setImmediate(() => resolve({ code, ...said }))),
    );
    return { kill: (signal) => child.kill(signal), ended };
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** Gives each test of the surrounding `describe` a sandbox of its own. */
export function useSandbox(): () => Sandbox {
  let sandbox: Sandbox;
  beforeEach("a sandbox", () => {
    sandbox = new Sandbox();
  });
  afterEach("remove the sandbox", () => sandbox.remove());
  return () => sandbox;
}

/** Waits until something holds. */
export async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 20));
}
