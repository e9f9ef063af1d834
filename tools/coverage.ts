import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { type Figures, recordFigures } from "../tests/support/figures";

// How much of provider/ and sdk/ the tests without an engine reach: `npm run coverage`. The figures are kept. The engine's
// tests run the rest in processes of its own, which isn't counted.

const LEAST_PERCENT = 95;

interface Counts {
  readonly total: number;
  readonly covered: number;
}
type Summary = Readonly<Record<string, { readonly lines: Counts; readonly branches: Counts }>>;

const root = path.join(__dirname, "..");

function percentOf(summary: Summary, folder: string, of: "lines" | "branches"): number {
  const counts = Object.entries(summary).flatMap(([file, found]) =>
    path.dirname(file) === path.join(root, folder) ? [found[of]] : [],
  );
  const sum = (name: keyof Counts): number => counts.reduce((total, one) => total + one[name], 0);
  return Math.floor((1000 * sum("covered")) / sum("total")) / 10;
}

const reports = mkdtempSync(path.join(tmpdir(), "coverage-"));
try {
  const reporters = ["text", "json-summary"].flatMap((name) => ["--reporter", name]);
  const only = ["--include", "provider", "--include", "sdk", "--reports-dir", reports];
  const specs = "tests/{unit,integration,protocol}/**/*.spec.ts";
  execFileSync("c8", [...only, ...reporters, "mocha", specs], { cwd: root, stdio: "inherit" });
  const summary = JSON.parse(readFileSync(path.join(reports, "coverage-summary.json"), "utf8")) as Summary;
  const figures: Figures = {
    "lines of provider, %": percentOf(summary, "provider", "lines"),
    "branches of provider, %": percentOf(summary, "provider", "branches"),
    "lines of sdk, %": percentOf(summary, "sdk", "lines"),
  };
  recordFigures("coverage without an engine", figures);
  if (Number(figures["lines of provider, %"]) < LEAST_PERCENT) process.exitCode = 1;
} finally {
  rmSync(reports, { recursive: true, force: true });
}
