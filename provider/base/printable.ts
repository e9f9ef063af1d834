/**
 * Control characters, line separators, marks that reverse the text direction, and the start of Pulumi's colour markup,
 * which its display removes.
 */
const UNPRINTABLE = /[\p{Cc}\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]|<(?=\{%)/gu;

/** Characters that look like nothing or like a blank, except those that join letters or emoji. */
const INVISIBLE = /(?! |\u200c|\u200d|[\u{e0020}-\u{e007f}])[\p{Cc}\p{Cf}\p{Z}\u115f\u1160\u3164\uffa0]|<(?=\{%)/gu;

/**
 * A text from the service or a state, made safe to print on one line: nothing in it can move the cursor or break the
 * line.
 */
export const printable = (text: string): string => text.replace(UNPRINTABLE, "\ufffd");

/** A text in double quotes with invisible characters escaped; JSON and JavaScript read it back unchanged. */
export const quoted = (text: string): string => escaped(JSON.stringify(text));

/** A name in quotes, cut if it exceeds the limit. */
export function quotedName(name: unknown, longest = Number.POSITIVE_INFINITY): string {
  const all = [...String(name ?? "")];
  return quoted(all.length > longest ? `${all.slice(0, longest).join("")}…` : all.join(""));
}

/** `an app`, `a channel`. */
export const withArticle = (noun: string): string => `${/^[aeiou]/i.test(noun) ? "an" : "a"} ${noun}`;

/** A shell word in quotes: POSIX quoting, or Bash and Zsh quoting if the text has unprintable characters. */
export function shellQuoted(text: string): string {
  if (printable(text) === text) return `'${text.replaceAll("'", "'\\''")}'`;
  return `$'${escaped(text.replace(/['\\]/g, "\\$&"))}'`;
}

/** A shell word, quoted only if needed. */
export const shellWord = (text: string): string => (/^[\w@%+=:,./-]+$/.test(text) ? text : shellQuoted(text));

/** A text with invisible characters escaped as in JSON and JavaScript. */
export const escaped = (text: string): string => text.replace(INVISIBLE, codeOf);

/**
 * An external value in quotes, with everything but ASCII escaped and a note on surrounding blanks and line ends:
 * `"us\r" (ends with a line end)`.
 */
export function quotedValue(value: string): string {
  const shown = JSON.stringify(value).replace(/[^ -~]|<(?=\{%)/g, codeOf);
  const blanks = blanksAround(value);
  return blanks ? `${shown} (${blanks})` : shown;
}

/** An ID or place name, quoted only if it has characters that such a value can't have. */
export const wordOrQuoted = (value: string): string => (/^[\w.:<>-]+$/.test(value) ? value : quotedValue(value));

/** Invisible characters at the ends of a value: `begins with a blank and ends with a line end`. */
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
