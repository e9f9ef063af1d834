import { type Page, type Paint, printable, tableOf } from "../terminal";
import type { Next, Part, Report, Section, Title } from "./model";
import { painted } from "./painted";
import { changesTable, type Table } from "./tables";
import { appLines, unmanagedTable } from "./text-apps";
import { bare } from "./values";

/** The report for a terminal: the verdict first, what to run last. */
export function textOf({ title, notes = [], problems = [], sections, next }: Report, page: Page): string {
  const { paint } = page;
  return [
    titleLine(title, paint),
    ...notes.map((note) => `  ${printable(note)}`),
    ...(problems.length > 0 ? ["", paint.bold(paint.red("inconclusive"))] : []),
    ...problems.map((problem) => `  ${printable(problem)}`),
    ...sections.flatMap((section) => sectionLines(section, page)),
    ...nextLines(next, paint),
  ].join("\n");
}

const titleLine = ({ text, about, severity }: Title, paint: Paint): string =>
  paint.bold(painted(printable(text), severity, paint)) + (about === undefined ? "" : `: ${printable(about)}`);

function sectionLines({ title, summary, call, parts }: Section, page: Page): string[] {
  const { paint } = page;
  const said = summary ? `: ${painted(printable(summary.text), summary.severity, paint)}` : "";
  const sent = call ? `  ${paint.dim(printable(call))}` : "";
  const head = title === undefined ? [] : ["", `${paint.bold(printable(title))}${said}${sent}`];
  return [...head, ...parts.flatMap((part) => partLines(part, page))];
}

function partLines(part: Part, page: Page): string[] {
  switch (part.kind) {
    case "paragraph":
      return ["", printable(part.text)];
    case "list":
      return part.items.map((item) => `  - ${printable(item)}`);
    case "table":
      return [tableText(part, page)];
    case "changes":
      return [tableText(changesTable(part), page)];
    case "apps":
      return appLines(part, page);
    case "unmanaged":
      return [unmanagedTable(part, page)];
  }
}

/** Columns of a cell: a message of the service can be long. */
const WIDEST = 60;

function tableText({ columns, rows }: Table, { paint, width }: Page): string {
  const head = columns.map((column) => paint.dim(column));
  const body = rows.map((row) =>
    row.map((cell) =>
      painted(
        printable(bare(cell)),
        typeof cell === "object" && cell.kind === "mark" ? cell.severity : undefined,
        paint,
      ),
    ),
  );
  return tableOf([head, ...body], { indent: 2, width, widest: WIDEST });
}

/** Under a title the commands stand back, else they stand out. */
function nextLines({ title, steps }: Next, { bold }: Paint): string[] {
  if (steps.length === 0) return [];
  const lines = steps.flatMap(({ text, commands }) => [
    printable(text),
    ...commands.map((line) => `  ${title === undefined ? bold(printable(line)) : printable(line)}`),
  ]);
  return [...(title === undefined ? [] : ["", bold(printable(title))]), "", ...lines];
}
