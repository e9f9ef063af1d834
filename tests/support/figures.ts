import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

/** The last figures of the long tests, checked in; `docs/reliability.md` is made from them. */
export const FIGURES = path.join(__dirname, "../figures.json");

/** What a long test measured: counts, ratios, the seed that it began with. */
export type Figures = Readonly<Record<string, number | string>>;

/** Keeps the figures of a long test, with today's date. Long tests run one after the other (`npm run test:all`). */
export function recordFigures(test: string, figures: Figures): void {
  const all = existsSync(FIGURES) ? (JSON.parse(readFileSync(FIGURES, "utf8")) as Record<string, Figures>) : {};
  all[test] = { date: new Date().toISOString().slice(0, 10), ...figures };
  const sorted = Object.fromEntries(Object.entries(all).sort(([a], [b]) => (a < b ? -1 : 1)));
  writeFileSync(FIGURES, `${JSON.stringify(sorted, null, 2)}\n`);
}
