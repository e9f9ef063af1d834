import { existsSync, readFileSync } from "node:fs";
import path from "node:path";

// docs/reliability.md: each promise of tests/promises.json with its tests, and the last figures of tests/figures.json.

const HEAD = `# Reliability

Made by \`npm run reliability\` from \`tests/promises.json\` and \`tests/figures.json\`: nothing here is typed by hand. The tests run against the
fake API on loopback, with the real Pulumi engine and its real process for dynamic resources where a title says so. What has
figures is run by \`npm run test:all\`, which keeps them with date and, where chance plays a part, the seed that it began with.
`;

type Figures = Readonly<Record<string, Readonly<Record<string, number | string>>>>;

/** What a list of tests begins with that names figures instead: \`figures: mutation\`. */
export const FIGURES = "figures: ";

const root = path.join(__dirname, "../..");

function read<T>(file: string, none: T): T {
  const whole = path.join(root, file);
  return existsSync(whole) ? (JSON.parse(readFileSync(whole, "utf8")) as T) : none;
}

const cell = (text: string): string => text.replace(/\|/g, "\\|");

const shown = (value: number | string): string => (typeof value === "number" ? value.toLocaleString("en-GB") : value);

/** \`2,000 apps, 0 doubled (2026-11-23)\`. */
function figuresOf({ date, ...figures }: Figures[string]): string {
  const all = Object.entries(figures).map(([name, value]) => `${name}: ${name === "seed" ? value : shown(value)}`);
  return `${all.join(", ")} (${date})`;
}

/** The page on reliability, in Markdown. */
export function reliability(
  promises = read<Readonly<Record<string, readonly string[]>>>("tests/promises.json", {}),
  figures = read<Figures>("tests/figures.json", {}),
): string {
  const measured = Object.entries(figures).map(([name, all]) => `| ${cell(name)} | ${cell(figuresOf(all))} |`);
  const kept = Object.entries(promises).map(([promise, tests]) => {
    const titles = tests.filter((title) => !title.startsWith(FIGURES));
    const names = tests.filter((title) => title.startsWith(FIGURES)).map((title) => title.slice(FIGURES.length));
    const last = names.map((name) => (figures[name] ? figuresOf(figures[name]) : `${name}: not measured yet`));
    return `| ${cell(promise)} | ${cell(titles.join("<br>"))} | ${cell(last.join("<br>"))} |`;
  });
  return [
    HEAD,
    "## Measured\n",
    "| what | last figures |\n| --- | --- |",
    ...measured,
    "\n## Promises, and the tests that keep them\n",
    "A test is named by what its title begins with; `npm run promises` says that each is there, and where.\n",
    "| promise | tests | last figures |\n| --- | --- | --- |",
    ...kept,
    "",
  ].join("\n");
}
