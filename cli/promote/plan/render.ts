import { type Page, printable, tableOf } from "../../terminal";
import { REPORT_MARK } from "../facts/source-tree";
import type { Report } from "./report";

/** What GitHub takes as a comment, in characters. */
const LONGEST = 65_536;

/** A report for a pull request: always the same for the same plan, and never too long for a comment. */
export function markdownOf({ title, parts }: Report): string {
  const blocks = parts.map((part): string => {
    if ("heading" in part) return `#### ${text(part.heading)}${part.about ? `: \`${code(part.about)}\`` : ""}`;
    if ("text" in part) return text(part.text);
    if ("list" in part) return part.list.map((item) => `- ${text(item)}`).join("\n");
    if ("command" in part) return `\`\`\`sh\n${printable(part.command)}\n\`\`\``;
    const row = (cells: readonly string[]): string => `| ${cells.map(text).join(" | ")} |`;
    return [row(part.columns), `|${" --- |".repeat(part.columns.length)}`, ...part.rows.map(row)].join("\n");
  });
  const head = `${REPORT_MARK}\n### ${text(title)}`;
  const whole = [head, ...blocks].join("\n\n");
  if (whole.length <= LONGEST) return whole;
  return shortened(head, blocks);
}

/** Leaves out whole parts in the middle: what is refused stands first, the command last. */
function shortened(head: string, blocks: readonly string[]): string {
  const note = "**This is too long for a comment: parts are left out here.** `--format json` has all.";
  const last = blocks.slice(-3);
  const kept: string[] = [];
  let left = LONGEST - [head, note, ...last].join("\n\n").length - 10;
  for (const block of blocks.slice(0, -3)) {
    left -= block.length + 2;
    if (left < 0) break;
    kept.push(block);
  }
  return [head, ...kept, note, ...last].join("\n\n");
}

/** A text of the service's or the program's, as it may stand in Markdown. */
const text = (value: string): string =>
  printable(value.replace(/\s*\n\s*/g, " "))
    .replace(/[\\`*_[\]<>|~]/g, "\\$&")
    .replace(/^([#+-]|\d+\.)(?=\s)/, "\\$1")
    .replace(/@(?=\w)/g, "@\u200b");

const code = (value: string): string => printable(value.replace(/\s*\n\s*/g, " ")).replace(/`/g, "'");

/** Columns of a cell: a message of the service can be long. */
const WIDEST = 60;

/** A report for a terminal. */
export function textOf({ title, parts }: Report, { paint, width }: Page): string {
  const lines = [paint.bold(printable(title))];
  for (const part of parts) {
    if ("heading" in part) {
      lines.push(
        "",
        `${paint.bold(printable(part.heading))}${part.about ? `  ${paint.dim(printable(part.about))}` : ""}`,
      );
    } else if ("text" in part) lines.push(...(lines.length > 1 ? [""] : []), printable(part.text));
    else if ("list" in part) lines.push(...part.list.map((item) => `  - ${printable(item)}`));
    else if ("command" in part) lines.push(`  ${printable(part.command)}`);
    else {
      const head = part.columns.some((column) => column !== "") ? [part.columns.map((cell) => paint.dim(cell))] : [];
      const rows = part.rows.map((row) => row.map((cell) => printable(cell)));
      lines.push(tableOf([...head, ...rows], { indent: 2, width, widest: WIDEST }));
    }
  }
  return lines.join("\n");
}
