import Table from "cli-table3";

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

/** How a table is laid out. */
export interface TableOptions {
  /** Columns that a line may take; what is longer is wrapped in the last column. Without it nothing is wrapped. */
  readonly width?: number | undefined;
  /** Spaces before each line. @default 0 */
  readonly indent?: number;
}

/** Rows as aligned columns without lines between them, nothing but the last column wrapped. */
export function tableOf(rows: readonly (readonly string[])[], { width, indent = 0 }: TableOptions = {}): string {
  const columns = Math.max(0, ...rows.map((row) => row.length));
  if (columns === 0) return "";
  const table = new Table({
    chars: NO_LINES,
    style: { "padding-left": 0, "padding-right": 2, head: [], border: [] },
    ...(width === undefined
      ? {}
      : { colWidths: widths(rows, columns, width - indent), wordWrap: true, wrapOnWordBoundary: false }),
  });
  table.push(...rows.map((row) => [...row, ...Array(columns - row.length).fill("")]));
  const margin = " ".repeat(indent);
  return table
    .toString()
    .split("\n")
    .map((line) => (margin + line).trimEnd())
    .join("\n");
}

const NARROWEST = 20;

function widths(rows: readonly (readonly string[])[], columns: number, width: number): (number | null)[] {
  const before = Array.from(
    { length: columns - 1 },
    (_, at) => Math.max(...rows.map((row) => lengthOf(row[at] ?? ""))) + 2,
  );
  const taken = before.reduce((sum, length) => sum + length, 0);
  return [...before, Math.max(NARROWEST, width - taken)];
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: colours begin with the escape character
const COLOUR = /\u001b\[[0-9;]*m/g;

const lengthOf = (text: string): number => [...text.replace(COLOUR, "")].length;
