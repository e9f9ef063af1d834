/** One way to read a text from a position: the symbol there, and where the next one begins. */
export interface Reading {
  readonly symbol: number;
  readonly to: number;
}

/**
 * All ways to read a text, by position. A symbol is a code point. A byte above 127 is stored as its negative: it may be
 * part of a UTF-8 character, or a Latin-1 character.
 */
export type Readings = readonly (readonly Reading[])[];

/** Marks what quoting inserts without a meaning: quoted-printable's soft line break. */
export const SKIPPED = 0x110000;

const MEANINGLESS: ReadonlySet<number> = new Set([0x5c, SKIPPED]);

/**
 * After a run of escaped backslashes, each of them can also be read unescaped. This many are kept, shortest run first.
 */
const MOST_BEYOND = 32;

/** Beginnings of an escape, by first character. */
const BEGUN: Readonly<Record<string, RegExp>> = {
  "%": /^%(?:[\da-f]?|u[\da-f]{0,3})$/i,
  "=": /^=(?:[\da-f]?|\r)$/i,
  "&": /^&(?:#x?[\da-f]{0,12}|[a-z]{1,31}[1-8]{0,2})?$/i,
  "\\": /^\\(?:x[\da-f]?|u[\da-f]{0,3}|u\{[\da-f]{0,6}|U[\da-f]{0,7}|[0-3][0-7]?)?$/i,
};

const byte = (value: number): number => (value < 0x80 ? value : -value);
const hexadecimal = (digits: string): number => Number.parseInt(digits, 16);

const SHORT: Readonly<Record<string, string>> = { a: "\x07", b: "\b", f: "\f", n: "\n", r: "\r", t: "\t", v: "\v" };

/** Complete escapes and what they mean: URLs, quoted-printable, JSON and programming languages, HTML and XML. */
const ESCAPES: readonly (readonly [form: RegExp, symbolOf: (body: string) => number | undefined])[] = [
  [/^(?:%|=|\\x)([\da-f]{2})$/i, (digits) => byte(hexadecimal(digits))],
  [/^=(\r?\n)$/, () => SKIPPED],
  [/^[%\\]u([\da-f]{4})$/i, hexadecimal],
  [/^\\u\{([\da-f]{1,6})\}$/i, hexadecimal],
  [/^\\U([\da-f]{8})$/i, hexadecimal],
  [/^\\([0-3][0-7]{2})$/, (digits) => byte(Number.parseInt(digits, 8))],
  [/^\\([abfnrtv])$/, (letter) => SHORT[letter]?.codePointAt(0)],
  [/^&#x([\da-f]+);$/i, hexadecimal],
  [/^&#(\d+);$/, Number],
  [/^&([a-z]+\d*);$/i, namedInHtml],
];

/** Loaded when needed, since it takes 10 ms and is rarely used. */
function namedInHtml(name: string): number | undefined {
  const { decodeHTMLStrict } = require("entities/decode") as typeof import("entities/decode");
  const [character = "", ...more] = decodeHTMLStrict(`&${name};`);
  return more.length === 0 ? character.codePointAt(0) : undefined;
}

/** A text read literally. */
export const plainly = (text: string): Readings => [
  ...[...text].map((character, at) => [{ symbol: character.codePointAt(0) as number, to: at + 1 }]),
  [],
];

/** Adds all ways to read a text that was escaped any number of times, in any order. */
export function unescaped(plain: Readings): Readings {
  const readings: Reading[][] = [];
  const following: Reading[][] = [];
  // From the end, since an escape depends on what follows it. An escape can begin another one, so the list grows.
  for (let at = plain.length - 1; at >= 0; at--) {
    const found = [...(plain[at] ?? [])];
    readings[at] = found;
    for (const reading of found) addNew(readFurther(reading, following), found);
    // A text escaped twice has further backslashes within the escape.
    const beyond: Reading[] = [];
    for (const one of found) addNew(MEANINGLESS.has(one.symbol) ? (following[one.to] ?? []) : [one], beyond);
    following[at] = beyond.slice(0, MOST_BEYOND);
  }
  return readings;
}

/** Most bytes of an incomplete UTF-8 character. */
const MOST_PARTS = 3;

/**
 * Whether a text that ends or is cut at `end` has, from `at` on, only the beginning of one more escape or character.
 */
export function isCut(readings: Readings, at: number, end: number, begun = "", parts = 0): boolean {
  if (at === end) return true;
  return (readings[at] ?? []).some(({ symbol, to }) => {
    const isPartOfCharacter = symbol < -0x80 || (symbol >= 0xd800 && symbol < 0xdc00);
    if (isPartOfCharacter) return begun === "" && parts < MOST_PARTS && isCut(readings, to, end, "", parts + 1);
    if (symbol < 0 || symbol >= 0x80) return false;
    const longer = begun + String.fromCharCode(symbol);
    return (BEGUN[longer.charAt(0)]?.test(longer) ?? false) && isCut(readings, to, end, longer);
  });
}

function addNew(readings: readonly Reading[], to: Reading[]): void {
  for (const one of readings) {
    if (!to.some((known) => known.symbol === one.symbol && known.to === one.to)) to.push(one);
  }
}

/** @param following The readings at each position behind it. */
function readFurther({ symbol, to }: Reading, following: Readings): Reading[] {
  if (symbol < 0) return [{ symbol: -symbol, to }, ...inUtf8(-symbol, to, following)];
  if (symbol >= 0xd800 && symbol < 0xdc00) return withLowSurrogate(symbol, to, following);
  const first = symbol < 0x80 ? String.fromCharCode(symbol) : "";
  return BEGUN[first] ? escapesFrom(first, to, following, BEGUN[first]) : [];
}

function escapesFrom(text: string, at: number, following: Readings, begun: RegExp): Reading[] {
  return (following[at] ?? []).flatMap(({ symbol, to }) => {
    if (symbol < 0 || symbol >= 0x80) return [];
    const longer = text + String.fromCharCode(symbol);
    const more = begun.test(longer) ? escapesFrom(longer, to, following, begun) : [];
    const meant = meaningOf(longer);
    return meant === undefined ? more : [{ symbol: meant, to }, ...more];
  });
}

function meaningOf(text: string): number | undefined {
  for (const [form, symbolOf] of ESCAPES) {
    const body = form.exec(text)?.[1];
    if (body !== undefined) return symbolOf(body);
  }
  return undefined;
}

function inUtf8(lead: number, at: number, following: Readings): Reading[] {
  const count = lead >= 0xf0 ? 3 : lead >= 0xe0 ? 2 : lead >= 0xc2 ? 1 : 0;
  let partial: Reading[] = count === 0 ? [] : [{ symbol: lead & (0x3f >> count), to: at }];
  for (let left = count; left > 0; left--) {
    partial = partial.flatMap((before) =>
      (following[before.to] ?? [])
        .filter(({ symbol }) => symbol <= -0x80 && symbol > -0xc0)
        .map(({ symbol, to }) => ({ symbol: before.symbol * 64 + (-symbol & 0x3f), to })),
    );
  }
  return partial;
}

const withLowSurrogate = (high: number, at: number, following: Readings): Reading[] =>
  (following[at] ?? [])
    .filter(({ symbol }) => symbol >= 0xdc00 && symbol < 0xe000)
    .map(({ symbol, to }) => ({ symbol: 0x10000 + (high - 0xd800) * 0x400 + (symbol - 0xdc00), to }));
