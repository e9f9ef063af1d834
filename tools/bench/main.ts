import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { ensureEngine } from "../engine";
import { type BenchFigures, type Measured, operationNames } from "./figures";
import { measureLifecycles } from "./lifecycles";
import { measureMicro } from "./micro";
import { benchmarksPage } from "./page";
import { machine, versions } from "./surroundings";
import { whyNoTerraform } from "./terraform-contestant";

// `npm run bench`: measures, keeps the figures, and writes docs/benchmarks.md from them.

const FIGURES = path.join(__dirname, "figures.json");
const PAGE = path.join(__dirname, "../../docs/benchmarks.md");

const USAGE = `npm run bench -- [--apps 1,30,100,300] [--latency 0,100] [--rounds 3] [--keep] [--thousand] [--page]

  --apps      how many apps a stack has, several separated by commas
  --latency   milliseconds that the service takes for each request
  --rounds    how often each is measured
  --keep      keeps the figures of the last run but for the sizes and latencies that are measured now
  --thousand  1,000 apps as well, once
  --page      measures nothing: writes the page from the figures as they are
`;

const { values } = parseArgs({
  options: {
    apps: { type: "string", default: "1,30,100,300" },
    latency: { type: "string", default: "0,100" },
    rounds: { type: "string", default: "3" },
    keep: { type: "boolean", default: false },
    thousand: { type: "boolean", default: false },
    page: { type: "boolean", default: false },
    help: { type: "boolean", default: false },
  },
});

async function measure(): Promise<void> {
  const numbers = (list: string): number[] => list.split(",").map(Number);
  const counts = [...numbers(values.apps), ...(values.thousand ? [1000] : [])];
  const engine = await ensureEngine();
  const noTerraform = await whyNoTerraform();
  const contestants = [
    "floor",
    "this package",
    "hand-written",
    ...(noTerraform ? [] : ["Terraform" as const]),
  ] as const;
  const say = (text: string): void => console.error(text);
  const where = machine();
  const micro = values.keep ? read().micro : await measureMicro(3_000, 9);
  let measured: readonly Measured[] = values.keep ? read().measured : [];
  for (const latencyMs of numbers(values.latency)) {
    for (const apps of counts) {
      const rounds = apps >= 1000 ? 1 : Number(values.rounds);
      const task = { contestants, operations: operationNames, apps, latencyMs, rounds };
      const found = await measureLifecycles(engine, task, say);
      measured = [...measured.filter((one) => one.apps !== apps || one.latencyMs !== latencyMs), ...found].sort(bySize);
      // After each size, so that an interrupted run isn't lost.
      write({
        date: new Date().toISOString().slice(0, 10),
        machine: where,
        versions: versions(engine),
        measured,
        micro,
        leftOut: noTerraform ? { Terraform: noTerraform } : {},
      });
    }
  }
}

const bySize = (one: Measured, other: Measured): number => one.latencyMs - other.latencyMs || one.apps - other.apps;

const read = (): BenchFigures => JSON.parse(readFileSync(FIGURES, "utf8")) as BenchFigures;

const write = (figures: BenchFigures): void => writeFileSync(FIGURES, `${JSON.stringify(figures, null, 1)}\n`);

if (values.help) {
  console.log(USAGE);
} else {
  (values.page ? Promise.resolve() : measure())
    .then(() => writeFileSync(PAGE, benchmarksPage(read())))
    .catch((error: unknown) => {
      console.error(error instanceof Error ? error.message : error);
      process.exitCode = 1;
    });
}
