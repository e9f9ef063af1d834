import { type Reading, type Readings, SKIPPED } from "./readings";

/** Bytes that the digits of a text may encode, starting at any digit. */
export interface Decoding {
  /** Readings of those bytes, with their own positions. */
  readonly readings: Readings;
  /** Where the bytes between two of these positions are in the text. */
  spanOf(from: number, to: number): readonly [from: number, to: number];
}

interface Encoding {
  readonly digits: ReadonlyMap<number, number>;
  /** Bits of one digit. */
  readonly bits: number;
  /** Number of digits that form whole bytes. */
  readonly group: number;
  /** Fewest digits in a row that can hold a secret. */
  readonly least: number;
}

const valuesOf = (...alphabets: string[]): ReadonlyMap<number, number> =>
  new Map(alphabets.flatMap((all) => [...all].map((digit, value) => [digit.charCodeAt(0), value] as const)));

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

const ENCODINGS: readonly Encoding[] = [
  { digits: valuesOf(`${LETTERS}+/`, `${LETTERS}-_`), bits: 6, group: 4, least: 6 },
  { digits: valuesOf("0123456789abcdef", "0123456789ABCDEF"), bits: 4, group: 2, least: 8 },
];

/** What may separate digits: line breaks, escaped ones included. */
const BETWEEN: ReadonlySet<number> = new Set([SKIPPED, 0x0a, 0x0d, 0x5c]);

/** A text read as base64 or base64url, and as hexadecimal. */
export const decodingsOf = (readings: Readings): Decoding[] =>
  ENCODINGS.flatMap((encoding) => {
    const [first, second] = [furthest, nearestDigit].map((pick) => nextDigits(readings, encoding.digits, pick));
    const isSame = first?.every((digit, at) => digit?.to === second?.[at]?.to);
    return [first, ...(isSame ? [] : [second])].flatMap((next) => (next && decoded(readings, encoding, next)) ?? []);
  });

function decoded(
  readings: Readings,
  { bits, group, least }: Encoding,
  next: readonly (Digit | undefined)[],
): Decoding | undefined {
  const size = (group * bits) / 8;
  const places: number[][] = [];
  const bytes: Reading[][] = [];
  let isAny = false;
  for (let start = 0; start < readings.length; start++) {
    const place = [start];
    let value = 0;
    const isLong = (next[start]?.inRow ?? 0) >= least;
    isAny ||= isLong;
    for (let digit = isLong ? next[start] : undefined; digit && place.length <= group; digit = next[digit.to]) {
      value = value * 2 ** bits + digit.value;
      place.push(digit.to);
    }
    places.push(place);
    for (let index = 0; index < size; index++) {
      const beyond = (place.length - 1) * bits - 8 * (index + 1);
      const to = index + 1 < size ? start * size + index + 1 : (place[group] ?? 0) * size;
      const byte = (value >> Math.max(beyond, 0)) & 0xff;
      bytes.push(beyond < 0 ? [] : [{ symbol: byte < 0x80 ? byte : -byte, to }]);
    }
  }
  const digitAt = (position: number, round: (value: number) => number): number =>
    places[Math.floor(position / size)]?.[round(((position % size) * 8) / bits)] ?? 0;
  return isAny
    ? { readings: bytes, spanOf: (from, to) => [digitAt(from, Math.floor), digitAt(to, Math.ceil)] }
    : undefined;
}

interface Digit {
  readonly value: number;
  readonly to: number;
  /** Number of digits in a row up to here. */
  inRow: number;
}

type Pick = (readings: readonly Reading[], digits: ReadonlyMap<number, number>) => Reading | undefined;

const furthest: Pick = (readings, digits) =>
  readings.reduce<Reading | undefined>(
    (best, one) => ((digits.has(one.symbol) || BETWEEN.has(one.symbol)) && one.to > (best?.to ?? 0) ? one : best),
    undefined,
  );

/**
 * The furthest reading can count several digits as one, such as three digits of an octal escape, or skip a digit as
 * part of a line break.
 */
const nearestDigit: Pick = (readings, digits) =>
  readings.reduce<Reading | undefined>(
    (best, one) => (digits.has(one.symbol) && one.to < (best?.to ?? Number.POSITIVE_INFINITY) ? one : best),
    undefined,
  ) ?? furthest(readings, digits);

/** By position: the next digit. */
function nextDigits(readings: Readings, digits: ReadonlyMap<number, number>, pick: Pick): (Digit | undefined)[] {
  const next: (Digit | undefined)[] = [];
  for (let at = readings.length - 1; at >= 0; at--) {
    const best = pick(readings[at] ?? [], digits);
    const value = best && digits.get(best.symbol);
    const following = best && next[best.to];
    next[at] = best && value !== undefined ? { value, to: best.to, inRow: 1 + (following?.inRow ?? 0) } : following;
  }
  // So far, only the digits behind it.
  for (const digit of next) {
    const following = digit && next[digit.to];
    if (following) following.inRow = Math.max(following.inRow, digit.inRow);
  }
  return next;
}
