import { execSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { ensureEngine } from "../engine";
import {
  type BenchFigures,
  contestantNames,
  type FormFigures,
  figuresText,
  formNames,
  operationNames,
} from "./figures";
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
  const empty: FormFigures = { ...surroundings, measured: [], when: {} };
  let figures = before ?? (options.forms ? empty : withMicro(empty, now(), await measureMicro(3_000, 9)));
  const contestants = options.forms ? formNames : contestantNames;
  for (const latencyMs of options.latency) {
    for (const apps of options.apps) {
      const rounds = apps >= 1000 ? 1 : options.rounds;
      const task = { contestants, operations: operationNames, apps, latencyMs, rounds };
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

const read = <Figures = BenchFigures>(file: string): Figures => JSON.parse(readFileSync(file, "utf8")) as Figures;

async function main(): Promise<void> {
  const options = benchOptions(process.argv.slice(2));
  const [file, forms] = ["figures.json", "forms.json"].map((name) => path.join(options.into ?? __dirname, name)) as [
    string,
    string,
  ];
  const page = path.join(options.into ?? path.join(CHECKOUT, "docs"), "benchmarks.md");
  if (!options.page) await measure(options, options.forms ? forms : file);
  if (existsSync(file)) {
    writeFileSync(page, benchmarksPage(read(file), existsSync(forms) ? read<FormFigures>(forms) : undefined));
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
