import { readFileSync } from "node:fs";
import path from "node:path";
import { type FigureId, type Figures, MEASURED, readFigures } from "../../tests/support/figures";
import { type TaggedTitle, taggedTitles } from "../tags";

// docs/reliability.md: each promise of tests/promises.json with its tests, and the latest figures in
// tests/figures.json.

const HEAD = `# Reliability

What holds when things go wrong, and the tests that show it. All tests run against the fake API, with the real Pulumi engine if a title says so.
`;

const SOURCE = `
\`npm run reliability\` generates this page from \`tests/promises.json\`, the tags of the tests and \`tests/figures.json\`. \`npm run test:all\` records
the figures with their date and, if chance plays a part, the seed.
`;

type AllFigures = Readonly<Record<string, Figures | undefined>>;

/** The most important results, one sentence each. */
const SUMMARY: readonly (readonly [what: string, id: FigureId, (figure: (name: string) => string) => string])[] = [
  [
    "Kills",
    "kills-at-requests",
    (of) =>
      `the engine was killed at each of ${of("kills")} requests. ${of("recovered")} runs recovered, with ${of("duplicates")} duplicate and ` +
      `${of("orphans")} orphaned apps.`,
  ],
  [
    "Random faults",
    "lifecycle",
    (of) =>
      `${of("sequences")} random lifecycles met ${of("faults")} faults and ${of("kills")} kills. Duplicates: ${of("duplicates")}; orphans: ` +
      `${of("orphans")}; lost apps: ${of("lost")}.`,
  ],
  [
    "Secrets",
    "verbose-logs",
    (of) =>
      `${of("planted")} planted secrets were searched in ${of("bytes searched")} bytes of logs. Hits: ${of("hits")}.`,
  ],
  [
    "Drift",
    "drift-as-refresh",
    (of) =>
      `after ${of("changes")} random changes, \`sinch-apps drift\` and \`pulumi refresh\` disagreed ${of("otherwise")} times.`,
  ],
  [
    "Tests that notice",
    "broken-variants",
    (of) =>
      `${of("variants")} deliberately broken versions of the code were tested. The tests noticed ${of("noticed")}.`,
  ],
];

/** A list of labelled sentences, without those that weren't measured. */
function summaryOf(figures: AllFigures): string[] {
  return SUMMARY.flatMap(([what, id, sentence]) => {
    const all = figures[id];
    return all ? [`- **${what}**: ${sentence((name) => shown(all[name] ?? "–"))}`] : [];
  });
}

/** A collapsible table. */
const folded = (summary: string, lines: readonly string[]): string[] => [
  `<details><summary>${summary}</summary>\n`,
  ...lines,
  "\n</details>",
];

/** Promises by ID, which their tests carry as a tag. */
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
  figures: AllFigures = readFigures(),
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
    ...summaryOf(figures),
    SOURCE,
    "## Measured\n",
    ...folded(`${measured.length} measurements`, ["| what | last figures |\n| --- | --- |", ...measured]),
    "\n## Promises, and the tests that keep them\n",
    "A suite stands for all its tests; `npm run promises` counts them.\n",
    ...folded(`${kept.length} promises`, ["| promise | tests | last figures |\n| --- | --- | --- |", ...kept]),
    "",
  ].join("\n");
}
