import { execSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { ensureEngine } from "../engine";
import { type BenchFigures, contestantNames, figuresText, operationNames } from "./figures";
import { anotherRun, withMeasured, withMicro } from "./kept";
import { measureLifecycles } from "./lifecycles";
import { measureMicro } from "./micro";
import { type BenchOptions, benchOptions } from "./options";
import { benchmarksPage } from "./page";
import { machine, now, versions } from "./surroundings";

// `npm run bench`: measures, keeps the figures, and writes docs/benchmarks.md from them.

const CHECKOUT = path.join(__dirname, "../..");

const say = (text: string): void => console.error(text);

async function measure(options: BenchOptions, file: string): Promise<void> {
  build();
  const engine = await ensureEngine();
  const surroundings = { machine: machine(), versions: versions(engine) };
  const before = options.keep && existsSync(file) ? read(file) : undefined;
  const another = before && anotherRun(before, surroundings);
  if (another) throw new Error(`bench: --keep would mix figures: ${another}. Run it without --keep`);
  let figures: BenchFigures =
    before ?? withMicro({ ...surroundings, measured: [], when: {} }, now(), await measureMicro(3_000, 9));
  for (const latencyMs of options.latency) {
    for (const apps of options.apps) {
      const rounds = apps >= 1000 ? 1 : options.rounds;
      const task = { contestants: contestantNames, operations: operationNames, apps, latencyMs, rounds };
      const at = now();
      figures = withMeasured(figures, at, task, await measureLifecycles(engine, task, say));
      // After each size, so that an interrupted run isn't lost.
      writeFileSync(file, figuresText(figures));
    }
  }
}

/** What is measured is the package as it is built. */
function build(): void {
  execSync("npm run -s build", { cwd: CHECKOUT, stdio: "inherit" });
}

const read = (file: string): BenchFigures => JSON.parse(readFileSync(file, "utf8")) as BenchFigures;

async function main(): Promise<void> {
  const options = benchOptions(process.argv.slice(2));
  const file = path.join(options.into ?? __dirname, "figures.json");
  const page = path.join(options.into ?? path.join(CHECKOUT, "docs"), "benchmarks.md");
  if (!options.page) await measure(options, file);
  writeFileSync(page, benchmarksPage(read(file)));
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
