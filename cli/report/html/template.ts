import { html as tagged } from "hono/html";
import type { HtmlEscapedString } from "hono/utils/html";
import { printable } from "../../terminal";

/** HTML in which every value was escaped. */
export type Html = HtmlEscapedString;

/** Fills a template: every value is escaped, but HTML of this function. None of ours is a promise. */
export const html = (strings: TemplateStringsArray, ...values: readonly unknown[]): Html =>
  tagged(strings, ...values.map((value) => (typeof value === "string" ? safe(value) : value))) as Html;

/** Control characters of a text are shown; what is HTML already stays. */
const safe = (value: string): string => ("isEscaped" in Object(value) ? value : printable(value));

/** A text of ours in which backticks stand around code. */
export const withCode = (text: string): Html[] =>
  text.split("`").map((part, index) => (index % 2 === 1 ? html`<code>${part}</code>` : html`${part}`));
