import { counted, printable } from "../terminal";
import { code, html, LONGEST_LINE, prose, request } from "./escape";
import { type Block, fitted, lengthOf } from "./fitted";
import { appsBlock, unmanagedBlock } from "./markdown-apps";
import { markOf, type Next, type Part, type Report, type Section } from "./model";
import { changesTable, type Table } from "./tables";
import { bare, cut } from "./values";

/** What GitHub takes as a comment or an issue, in characters; GitLab takes more. */
export const LONGEST = 65_536;

/** For the line that says how much was left out. */
const RESERVE = 499;

/** Problems, and commands of one step, that are shown. */
const MOST_LINES = 20;

/**
 * The report as a comment or an issue: always the same for the same findings, and never too long. Where it would be, whole
 * apps or parts are left out, and that is said.
 */
export function markdownOf({ command, title, notes, problems = [], sections, next }: Report): string {
  const about = title.about === undefined ? "" : `: ${prose(title.about)}`;
  const head: Block[] = [
    { head: [markOf(command), `### ${prose(title.text)}${about}`] },
    ...(notes ? [{ head: notes.map((note) => `- ${prose(note)}`) }] : []),
    ...problemBlocks(problems),
  ];
  const tail = nextBlocks(next);
  const room = LONGEST - RESERVE - lengthOf([...head, ...tail]);
  return [...head, ...fitted(sections.flatMap(sectionBlocks), room), ...tail].map(textOf).join("\n");
}

const textOf = ({ head, items = [], tail = [] }: Block): string => [...head, ...items.flat(), ...tail, ""].join("\n");

function sectionBlocks({ title, summary, call, folded, parts }: Section): Block[] {
  const blocks = parts.flatMap((part) => partBlock(part) ?? []);
  if (folded) return blocks.length > 0 || parts.length === 0 ? [foldedBlock(`${title}: ${summary?.text}`, blocks)] : [];
  if (title === undefined) return blocks;
  return [{ head: [`#### ${prose(title)}${call ? `: ${request(call)}` : ""}`] }, ...blocks];
}

/** Rows that are shown without unfolding anything. */
const MOST_OPEN = 10;

function foldedBlock(title: string, blocks: readonly Block[]): Block {
  const items = blocks.flatMap(({ items = [] }) => items);
  const rows = items.flat().length;
  return {
    head: [
      rows > 0 && rows <= MOST_OPEN ? "<details open>" : "<details>",
      `<summary>${html(title)}</summary>`,
      "",
      ...blocks.flatMap(({ head }) => head),
    ],
    items,
    tail: ["", "</details>"],
  };
}

/** A part; `undefined` where it has nothing to tell. */
function partBlock(part: Part): Block | undefined {
  switch (part.kind) {
    case "paragraph":
      return { head: [prose(part.text)] };
    case "list":
      return { head: part.items.map((item) => `- ${prose(item)}`) };
    case "table":
      return tableBlock(part);
    case "changes":
      return tableBlock(changesTable(part));
    case "apps":
      return appsBlock(part);
    case "unmanaged":
      return unmanagedBlock(part);
  }
}

function tableBlock({ columns, rows, ofResources }: Table): Block {
  const row = (cells: Table["rows"][number]): string => `| ${cells.map((cell) => prose(bare(cell))).join(" | ")} |`;
  const head = [row(columns), `|${" --- |".repeat(columns.length)}`];
  const lines = rows.map(row);
  return ofResources ? { head, items: lines.map((line) => [line]) } : { head: [...head, ...lines] };
}

function problemBlocks(problems: readonly string[]): Block[] {
  if (problems.length === 0) return [];
  const shown = problems.slice(0, MOST_LINES).map((problem) => `- ${code(problem, LONGEST_LINE)}`);
  const rest = problems.length - shown.length;
  return [{ head: ["**Inconclusive:**"] }, { head: [...shown, ...(rest > 0 ? [`- and ${rest} more`] : [])] }];
}

/** The commands, all in one section to unfold. */
function nextBlocks({ title, steps }: Next): Block[] {
  const line = (text: string): string => cut(printable(text), LONGEST_LINE);
  const count = steps.reduce((sum, { commands }) => sum + commands.length, 0);
  const lines = steps.flatMap(({ text, commands }) => [
    line(text),
    "",
    ...(commands.length > 0 ? ["```sh", ...commands.slice(0, MOST_LINES).map(line), "```", ""] : []),
  ]);
  const heading = title === undefined ? [] : [{ head: [`#### ${prose(title)}`] }];
  if (count === 0) return [...heading, ...steps.map(({ text }) => ({ head: [line(text)] }))];
  const summary = `<summary>What to run: ${counted(count, "command")}</summary>`;
  return [...heading, { head: ["<details>", summary, "", ...lines, "</details>"] }];
}
