import { execFileSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { ModuleKind, ScriptTarget, transpileModule } from "typescript";

const root = path.join(__dirname, "../..");
const NAME = "pulumi-sinch-conversation";

/** Result of a test run. */
export interface Outcome {
  readonly passed: readonly string[];
  readonly failed: readonly string[];
}

/** A copy of this checkout, in which code can be broken. */
export class Checkout {
  readonly folder = realpathSync(mkdtempSync(path.join(tmpdir(), "broken-")));

  constructor() {
    const tracked = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], {
      cwd: root,
    });
    for (const file of tracked.toString().split("\0").filter(Boolean)) {
      cpSync(path.join(root, file), path.join(this.folder, file), { verbatimSymlinks: true });
    }
    const modules = path.join(this.folder, "node_modules");
    mkdirSync(modules);
    for (const name of readdirSync(path.join(root, "node_modules"))) {
      symlinkSync(name === NAME ? this.folder : path.join(root, "node_modules", name), path.join(modules, name));
    }
    this.#node("typescript/bin/tsc", ["-p", "tsconfig.build.json"]);
  }

  read(file: string): string {
    return readFileSync(path.join(this.folder, file), "utf8");
  }

  /** Writes a source file and its compiled form, which Pulumi's own processes load. They load nothing of the tools. */
  write(file: string, text: string): void {
    writeFileSync(path.join(this.folder, file), text);
    const built = path.join(this.folder, "dist", file.replace(/\.ts$/, ".js"));
    if (!existsSync(built)) return;
    const compilerOptions = { module: ModuleKind.CommonJS, target: ScriptTarget.ES2022, esModuleInterop: true };
    const { outputText } = transpileModule(text, { compilerOptions });
    writeFileSync(built, outputText);
  }

  /** Runs the tests of some files whose full titles match. @throws if they can't run at all. */
  test(specs: readonly string[], titles: RegExp, options: readonly string[] = []): Outcome {
    const files = specs.map((spec) => `tests/${spec}.spec.ts`);
    const text = this.#node("mocha/bin/mocha.js", [
      "--reporter",
      "json",
      "--no-parallel",
      "--timeout",
      "60000",
      ...options,
      "--grep",
      titles.source,
      ...files,
    ]);
    const report = JSON.parse(text.slice(text.indexOf('{\n  "stats"'))) as Record<
      "passes" | "failures",
      { fullTitle: string }[]
    >;
    return {
      passed: report.passes.map(({ fullTitle }) => fullTitle),
      failed: report.failures.map(({ fullTitle }) => fullTitle),
    };
  }

  #node(script: string, args: readonly string[]): string {
    const file = path.join(this.folder, "node_modules", script);
    const options = { cwd: this.folder, encoding: "utf8", maxBuffer: 1 << 28, timeout: 600_000 } as const;
    try {
      return execFileSync(process.execPath, [file, ...args], { ...options, stdio: ["ignore", "pipe", "pipe"] });
    } catch (error) {
      const { stdout, status } = error as { stdout: string; status: number | null };
      if (status === null) throw error;
      return stdout;
    }
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
