import { execFileSync } from "node:child_process";
import { globSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { type Figures, recordFigures } from "../../tests/support/figures";
import { percentOf, type Summary } from "./percent";

// `npm run coverage`: measures how much of provider/ and sdk/ the tests without an engine reach, and keeps the figures.
// The engine's tests run the rest in processes of their own, which aren't counted.

const LEAST_PERCENT = 95;

const root = path.join(__dirname, "../..");

const reports = mkdtempSync(path.join(tmpdir(), "coverage-"));
try {
  const reporters = ["text", "json-summary"].flatMap((name) => ["--reporter", name]);
  const only = ["--include", "provider", "--include", "sdk", "--reports-dir", reports];
  const specs = "tests/{unit,integration,protocol}/**/*.spec.ts";
  execFileSync("c8", [...only, ...reporters, "mocha", specs], { cwd: root, stdio: "inherit" });
  const summary = JSON.parse(readFileSync(path.join(reports, "coverage-summary.json"), "utf8")) as Summary;
  const percent = (folder: string, of: "lines" | "branches"): number => percentOf(summary, path.join(root, folder), of);
  // The summary lacks a room that no test loads; then this fails.
  for (const room of globSync("provider/*/", { cwd: root }))
    console.log(`${room}: ${percent(room, "lines")} % of lines`);
  const figures: Figures = {
    "lines of provider, %": percent("provider", "lines"),
    "branches of provider, %": percent("provider", "branches"),
    "lines of sdk, %": percent("sdk", "lines"),
  };
  recordFigures("coverage", figures);
  if (!(Number(figures["lines of provider, %"]) >= LEAST_PERCENT)) process.exitCode = 1;
} finally {
  rmSync(reports, { recursive: true, force: true });
}
