import { printable } from "../terminal";
import { cut } from "./values";

/** A value in a comment. */
export const LONGEST_VALUE = 120;
/** A line of a comment that is a sentence, a command or a title. */
export const LONGEST_LINE = 600;

const inOneLine = (text: string): string => printable(text.replace(/\s*\n\s*/g, " "));

/** A text of the service's or the program's, as it may stand in Markdown. */
export const prose = (text: string): string =>
  inOneLine(text)
    .replace(/[\\`*_[\]<>|~]/g, "\\$&")
    .replace(/^([#+-]|\d+\.)(?=\s)/, "\\$1")
    .replace(/@(?=\w)/g, "@\u200b");

/** Text as code: nothing in it is a link, a mention, HTML or a border of the table. */
export function code(text: string, length = LONGEST_VALUE): string {
  const shown = cut(printable(text), length).replaceAll("|", "\\|");
  if (shown === "") return "";
  const fence = "`".repeat(Math.max(0, ...[...shown.matchAll(/`+/g)].map(([ticks]) => ticks.length)) + 1);
  const space = /^[`\s]|[`\s]$/.test(shown) ? " " : "";
  return `${fence}${space}${shown}${space}${fence}`;
}

/** The same outside of a table, for a text of our own: as it is, but for what would end it. */
export const request = (text: string): string => `\`${inOneLine(text).replaceAll("`", "'")}\``;

/** Text within HTML. */
export const html = (text: string): string =>
  cut(printable(text), LONGEST_LINE).replace(
    /[&<>]/g,
    (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;" })[sign] ?? sign,
  );
