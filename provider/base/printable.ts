/** Controls, line separators, marks that turn the direction of what follows, and what begins a colour of Pulumi's, which its display takes out. */
const UNPRINTABLE = /[\p{Cc}\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]|<(?=\{%)/gu;

/** What leaves no mark on a screen, or the mark of a blank; not what joins letters and emoji. */
const INVISIBLE = /(?! |\u200c|\u200d|[\u{e0020}-\u{e007f}])[\p{Cc}\p{Cf}\p{Z}\u115f\u1160\u3164\uffa0]|<(?=\{%)/gu;

/** A text that the service or a state holds, as it may stand in a line: nothing in it can move the cursor or break the line. */
export const printable = (text: string): string => text.replace(UNPRINTABLE, "\ufffd");

/** A text in double quotes, with an escape for all that can't be seen: what JSON and JavaScript read as that text. */
export const quoted = (text: string): string => escaped(JSON.stringify(text));

/** A name in quotes, cut where it is longer than it may be. */
export function quotedName(name: unknown, longest = Number.POSITIVE_INFINITY): string {
  const all = [...String(name ?? "")];
  return quoted(all.length > longest ? `${all.slice(0, longest).join("")}…` : all.join(""));
}

/** `an app`, `a channel`. */
export const withArticle = (noun: string): string => `${/^[aeiou]/i.test(noun) ? "an" : "a"} ${noun}`;

/** A word for a shell, in quotes: POSIX's, but where it holds what doesn't print those of Bash and Zsh. */
export function shellQuoted(text: string): string {
  if (printable(text) === text) return `'${text.replaceAll("'", "'\\''")}'`;
  return `$'${escaped(text.replace(/['\\]/g, "\\$&"))}'`;
}

/** A word for a shell, in quotes where it needs them. */
export const shellWord = (text: string): string => (/^[\w@%+=:,./-]+$/.test(text) ? text : shellQuoted(text));

/** A text with an escape, as JSON and JavaScript have it, for all that can't be seen. */
export const escaped = (text: string): string => text.replace(INVISIBLE, codeOf);

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
  const kind = (mark: string): string =>
    /[\r\n]/.test(mark) ? "a line end" : /\s/.test(mark) ? "a blank" : "an invisible character";
  const isUnseen = (mark: string): boolean => /\s/.test(mark) || escaped(mark) !== mark;
  const [first, last] = [value.slice(0, 1), value.slice(-1)].map((mark) => isUnseen(mark) && mark);
  const found = [first && `begins with ${kind(first)}`, last && `ends with ${kind(last)}`].filter(Boolean);
  return found.join(" and ") || undefined;
}

/** A character as JSON and JavaScript escape it. */
export function codeOf(mark: string): string {
  return mark.replace(/[\s\S]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
