/** Controls, line separators, marks that turn the direction of what follows, and what begins a colour of Pulumi's, which its display takes out. */
const UNPRINTABLE = /[\p{Cc}\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]|<(?=\{%)/gu;

/** A text that the service or a state holds, as it may stand in a line: nothing in it can move the cursor or break the line. */
export const printable = (text: string): string => text.replace(UNPRINTABLE, "\ufffd");

/** A text in double quotes, with an escape for all that doesn't print: what JSON and JavaScript read as that text. */
export const quoted = (text: string): string => escaped(JSON.stringify(text));

/** A name in quotes, cut where it is longer than it may be. */
export function quotedName(name: unknown, longest = Number.POSITIVE_INFINITY): string {
  const all = [...String(name ?? "")];
  return quoted(all.length > longest ? `${all.slice(0, longest).join("")}…` : all.join(""));
}

/** `an app`, `a webhook`. */
export const withArticle = (noun: string): string => `${/^[aeiou]/i.test(noun) ? "an" : "a"} ${noun}`;

/** A word for a shell, in quotes: POSIX's, but where it holds what doesn't print those of Bash and Zsh. */
export function shellQuoted(text: string): string {
  if (printable(text) === text) return `'${text.replaceAll("'", "'\\''")}'`;
  return `$'${escaped(text.replace(/['\\]/g, "\\$&"))}'`;
}

/** A word for a shell, in quotes where it needs them. */
export const shellWord = (text: string): string => (/^[\w@%+=:,./-]+$/.test(text) ? text : shellQuoted(text));

/** A text with an escape, as JSON and JavaScript have it, for all that doesn't print. */
export const escaped = (text: string): string => text.replace(UNPRINTABLE, codeOf);

/** A value from outside in quotes, with an escape for all but ASCII, and with a word on blanks and line ends around it: `"us\r" (ends with a line end)`. */
export function quotedValue(value: string): string {
  const shown = JSON.stringify(value).replace(/[^ -~]|<(?=\{%)/g, codeOf);
  const blanks = blanksAround(value);
  return blanks ? `${shown} (${blanks})` : shown;
}

/** An id or a name of a place as it is, or in quotes if it holds what such a thing doesn't. */
export const wordOrQuoted = (value: string): string => (/^[\w.:<>-]+$/.test(value) ? value : quotedValue(value));

/** What can't be seen around a value: `begins with a blank and ends with a line end`. */
export function blanksAround(value: string): string | undefined {
  if (value !== "" && value.trim() === "") return "holds only blanks";
  const kind = (mark: string): string => (/[\r\n]/.test(mark) ? "a line end" : "a blank");
  const [first, last] = [/^\s/.exec(value)?.[0], /\s$/.exec(value)?.[0]];
  const found = [first && `begins with ${kind(first)}`, last && `ends with ${kind(last)}`].filter(Boolean);
  return found.join(" and ") || undefined;
}

/** A code unit as JSON and JavaScript escape it. */
export function codeOf(mark: string): string {
  return `\\u${mark.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
