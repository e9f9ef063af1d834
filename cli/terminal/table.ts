import Table from "cli-table3";
import stringWidth from "string-width";
import wrapAnsi from "wrap-ansi";

const NO_LINES = Object.fromEntries(
  [
    "top",
    "top-mid",
    "top-left",
    "top-right",
    "bottom",
    "bottom-mid",
    "bottom-left",
    "bottom-right",
    "left",
    "left-mid",
    "mid",
    "mid-mid",
    "right",
    "right-mid",
    "middle",
  ].map((part) => [part, ""]),
);

/** A table's layout. */
export interface TableOptions {
  /** Columns per line; the last cell wraps to fit. Without it, nothing wraps. */
  readonly width?: number | undefined;
  /** Most columns for a cell before the last one; longer ones wrap. Without it, nothing wraps. */
  readonly widest?: number;
  /** Spaces before each line. @default 0 */
  readonly indent?: number;
}

/** Rows as aligned columns without lines between them. */
export function tableOf(all: readonly (readonly string[])[], { width, widest, indent = 0 }: TableOptions = {}): string {
  const columns = Math.max(0, ...all.map((row) => row.length));
  if (columns === 0) return "";
  const rows = all.map((row) =>
    row.map((cell, at) => (widest === undefined || at === columns - 1 ? cell : wrapAnsi(cell, widest, { hard: true }))),
  );
  const table = new Table({
    chars: NO_LINES,
    style: { "padding-left": 0, "padding-right": GAP, head: [], border: [] },
  });
  // The table library breaks words, and colours with them.
  const room = width === undefined ? undefined : Math.max(NARROWEST, width - indent - widthBefore(rows, columns));
  const wrapped = (text: string): string => (room === undefined ? text : wrapAnsi(text, room, { hard: true }));
  for (const row of rows) {
    const cells = Array.from({ length: columns }, (_, at) => row[at] ?? "");
    table.push([...cells.slice(0, -1), wrapped(cells.at(-1) ?? "")]);
  }
  const margin = " ".repeat(indent);
  return table
    .toString()
    .split("\n")
    .map((line) => (margin + line).trimEnd())
    .join("\n");
}

/** Spaces between two columns. */
const GAP = 2;

/** Smallest width of the last column. */
const NARROWEST = 20;

function widthBefore(rows: readonly (readonly string[])[], columns: number): number {
  const widths = Array.from({ length: columns - 1 }, (_, at) =>
    Math.max(...rows.flatMap((row) => (row[at] ?? "").split("\n").map((line) => stringWidth(line)))),
  );
  return widths.reduce((sum, width) => sum + width + GAP, 0);
}
