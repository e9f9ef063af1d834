/** Controls, line separators, and marks that turn the direction of what follows. */
const UNPRINTABLE = /[\p{Cc}\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu;

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
export const escaped = (text: string): string =>
  text.replace(UNPRINTABLE, (mark) => `\\u${mark.charCodeAt(0).toString(16).padStart(4, "0")}`);
