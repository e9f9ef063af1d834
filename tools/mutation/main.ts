import { readFileSync } from "node:fs";
import path from "node:path";
import { recordFigures } from "../../tests/support/figures";
import { files } from "./files";
import { type Mutant, mutate } from "./stryker";

// `npm run mutation`: changes the pure files of provider/ in small ways and counts the changes that no test notices.
// The figures are kept. `npm run mutation -- model/drift model/wire` only changes those files and lists the unnoticed
// changes.

const LEAST_PERCENT = 85;
const LEAST_OF_A_FILE = 75;

const NOTICED = new Set(["Killed", "Timeout"]);
const UNNOTICED = new Set(["Survived", "NoCoverage"]);

/** Number of changes, and of those noticed. */
class Score {
  killed = 0;
  mutants = 0;

  add({ killed, mutants }: Score): void {
    this.killed += killed;
    this.mutants += mutants;
  }

  static of(mutants: readonly Mutant[]): Score {
    const score = new Score();
    score.killed = mutants.filter(({ status }) => NOTICED.has(status)).length;
    score.mutants = score.killed + mutants.filter(({ status }) => UNNOTICED.has(status)).length;
    return score;
  }

  get percent(): number {
    return Math.floor((1000 * this.killed) / Math.max(1, this.mutants)) / 10;
  }

  toString(): string {
    return `${this.killed} of ${this.mutants} killed, ${this.percent} %`;
  }
}

function listUnnoticed(file: string, mutants: readonly Mutant[]): void {
  const lines = readFileSync(path.join(__dirname, `../../provider/${file}.ts`), "utf8").split("\n");
  for (const { status, mutatorName, replacement = "", location } of mutants.filter((m) => UNNOTICED.has(m.status))) {
    const { line, column } = location.start;
    console.log(`  ${line}:${column} ${status} ${mutatorName}: ${lines[line - 1]?.trim()}`);
    console.log(`      → ${replacement.replace(/\s+/g, " ").slice(0, 160)}`);
  }
}

const some = process.argv.slice(2);
const chosen = Object.entries(files).filter(([file]) => some.length === 0 || some.includes(file));
const all = new Score();
let lowest = { file: "", percent: 101 };
for (const [file, specs] of chosen) {
  const mutants = mutate(file, specs);
  const score = Score.of(mutants);
  console.log(`${file}: ${score}`);
  if (some.length > 0) listUnnoticed(file, mutants);
  all.add(score);
  if (score.percent < lowest.percent) lowest = { file, percent: score.percent };
}
console.log(`all: ${all}`);
if (all.percent < LEAST_PERCENT || lowest.percent < LEAST_OF_A_FILE) process.exitCode = 1;
if (some.length === 0) {
  recordFigures("mutation", {
    files: chosen.length,
    mutants: all.mutants,
    killed: all.killed,
    "killed, %": all.percent,
    "lowest file": `${lowest.file}, ${lowest.percent} %`,
  });
}
