import { readFileSync } from "node:fs";
import path from "node:path";
import { type Figures, MEASURED, readFigures } from "../../tests/support/figures";
import { type TaggedTitle, taggedTitles } from "../tags";

// docs/reliability.md: each promise of tests/promises.json with its tests, and the last figures of tests/figures.json.

const HEAD = `# Reliability

Made by \`npm run reliability\` from \`tests/promises.json\`, the tags of the tests and \`tests/figures.json\`: nothing here is typed by hand.
The tests run against the fake API on loopback, with the real Pulumi engine and its real process for dynamic resources where a title says
so. What has figures is run by \`npm run test:all\`, which keeps them with date and, where chance plays a part, the seed that it began with.
`;

/** A promise by its id, which the tests that keep it carry as a tag. */
export type Promises = Readonly<Record<string, { readonly promise: string; readonly figures?: readonly string[] }>>;

const root = path.join(__dirname, "../..");

export function readPromises(): Promises {
  return JSON.parse(readFileSync(path.join(root, "tests/promises.json"), "utf8")) as Promises;
}

const cell = (text: string): string => text.replace(/\|/g, "\\|");

const nameOf = (id: string): string => (MEASURED as Readonly<Record<string, string>>)[id] ?? id;

const shown = (value: number | string): string => (typeof value === "number" ? value.toLocaleString("en-GB") : value);

/** \`2,000 apps, 0 doubled (2026-11-23)\`. */
function figuresOf({ date, ...figures }: Figures): string {
  const all = Object.entries(figures).map(([name, value]) => `${name}: ${name === "seed" ? value : shown(value)}`);
  return `${all.join(", ")} (${date})`;
}

/** \`[a/b.spec.ts](../tests/a/b.spec.ts): a title<br>another title\`, for each file. */
function testsOf(id: string, titles: readonly TaggedTitle[]): string {
  const tagged = titles.filter(({ tags }) => tags.includes(id));
  const byFile = Map.groupBy(tagged, ({ file }) => file);
  const lines = Array.from(byFile, ([file, of]) => {
    const names = new Set(of.map(({ title }) => title.replace(/[,:]$/, "")));
    return `[${file.replace(/^tests\//, "")}](../${file}): ${[...names].join("<br>")}`;
  });
  return lines.join("<br>");
}

/** The page on reliability, in Markdown. */
export function reliability(
  promises = readPromises(),
  figures: Readonly<Record<string, Figures | undefined>> = readFigures(),
  titles: readonly TaggedTitle[] = taggedTitles(root),
): string {
  const measured = Object.entries(figures).map(
    ([id, all]) => `| ${cell(nameOf(id))} | ${cell(all ? figuresOf(all) : "")} |`,
  );
  const kept = Object.entries(promises).map(([id, { promise, figures: ids = [] }]) => {
    const last = ids.map((name) => (figures[name] ? figuresOf(figures[name]) : `${nameOf(name)}: not measured yet`));
    return `| ${cell(promise)} | ${cell(testsOf(id, titles))} | ${cell(last.join("<br>"))} |`;
  });
  return [
    HEAD,
    "## Measured\n",
    "| what | last figures |\n| --- | --- |",
    ...measured,
    "\n## Promises, and the tests that keep them\n",
    "A suite stands for all its tests; `npm run promises` counts them.\n",
    "| promise | tests | last figures |\n| --- | --- | --- |",
    ...kept,
    "",
  ].join("\n");
}
