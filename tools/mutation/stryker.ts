import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

const root = path.join(__dirname, "../..");

/** A change of a source file, and whether the tests noticed it. */
export interface Mutant {
  readonly status: string;
  readonly mutatorName: string;
  readonly replacement?: string;
  readonly location: { readonly start: { readonly line: number; readonly column: number } };
}

interface Report {
  readonly files: Readonly<Record<string, { readonly mutants: readonly Mutant[] }>>;
}

/** Changes one file of `provider/` in every way that Stryker knows, and runs the tests for each change. */
export function mutate(file: string, specs: readonly string[]): readonly Mutant[] {
  const folder = mkdtempSync(path.join(tmpdir(), "mutation-"));
  const [config, report] = [path.join(folder, "stryker.config.json"), path.join(folder, "report.json")];
  try {
    writeFileSync(config, JSON.stringify(optionsFor(file, specs, report)));
    execFileSync(
      process.execPath,
      [path.join(root, "node_modules/@stryker-mutator/core/bin/stryker.js"), "run", config],
      {
        cwd: root,
        env: { ...process.env, NODE_OPTIONS: `--require=${path.join(__dirname, "mocha-12.cjs")}` },
        stdio: ["ignore", "ignore", "inherit"],
      },
    );
    const { files } = JSON.parse(readFileSync(report, "utf8")) as Report;
    return Object.values(files).flatMap(({ mutants }) => mutants);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The path in the checkout of a spec in `files`. */
export const specFile = (name: string): string => `tests/${name}.spec.ts`;

function optionsFor(file: string, specs: readonly string[], report: string): object {
  return {
    testRunner: "mocha",
    plugins: ["@stryker-mutator/mocha-runner"],
    mutate: [`provider/${file}.ts`],
    mochaOptions: {
      config: ".mocharc.json",
      spec: specs.map(specFile),
    },
    ignorePatterns: ["dist", "examples", "policy", "docs", "tests/engine", "tests/protocol"],
    // This file caches what it computes about channels. The cache outlives a change and hides which tests reach the
    // code.
    coverageAnalysis: file === "model/resource-type" ? "all" : "perTest",
    maxTestRunnerReuse: file === "model/resource-type" ? 1 : 0,
    concurrency: 1,
    timeoutMS: 20_000,
    reporters: ["json"],
    jsonReporter: { fileName: report },
    allowConsoleColors: false,
    logLevel: "error",
    tempDirName: ".stryker-tmp",
  };
}
