import { decodingsOf } from "./decodings";
import { isCut, plainly, type Readings, SKIPPED, unescaped } from "./readings";

/** Replaces a secret, in Pulumi's own words. */
const REDACTED = "[secret]";

/** Shorter secrets aren't redacted: that would blank out half of a message and protect nothing. */
export const SHORTEST_SECRET = 4;

/** Shortest beginning of a secret that is recognised at a text's cut end. */
const SHORTEST_BEGINNING = 8;

/** How many levels of nested base64 are searched. */
const DEPTH = 2;

/**
 * Characters that quoting inserts, in any number: backslashes, quotation marks (CSV, YAML, shells), soft line breaks.
 */
const INSERTED: ReadonlySet<number> = new Set([0x5c, 0x22, 0x27, SKIPPED]);

/** Marks that may show where a text was cut. */
const CUT = /[\s.…]/;

/** Positions in a text; the second is exclusive. */
type Span = readonly [from: number, to: number];

/** Removes secrets from texts, however they are quoted; docs/secrets.md lists the forms. */
export class Redactor {
  /** By their first symbol. */
  readonly #secrets = new Map<number, number[][]>();
  readonly #known = new Set<string>();

  constructor(secrets: Iterable<string> = []) {
    this.add(secrets);
  }

  add(secrets: Iterable<string>): void {
    for (const secret of secrets) {
      const symbols = symbolsOf(secret).filter((symbol) => !INSERTED.has(symbol));
      if (this.#known.has(secret) || symbols.length < SHORTEST_SECRET) continue;
      this.#known.add(secret);
      for (const first of asQuoted(symbols[0])) {
        this.#secrets.set(first, [...(this.#secrets.get(first) ?? []), symbols]);
      }
    }
  }

  /** Replaces each secret in the text with `[secret]`. */
  clean(text: string): string {
    if (this.#known.size === 0) return text;
    const characters = [...text];
    let end = characters.length;
    while (CUT.test(characters[end - 1] ?? "")) end -= 1;
    let cleaned = "";
    let at = 0;
    for (const [from, to] of merged(this.#find(plainly(text), DEPTH, end))) {
      cleaned += characters.slice(at, from).join("") + REDACTED;
      at = to;
    }
    return cleaned + characters.slice(at).join("");
  }

  #find(plain: Readings, depth: number, end?: number): Span[] {
    const readings = unescaped(plain);
    const found: Span[] = [];
    readings.forEach((all, from) => {
      for (const symbol of new Set(all.map((reading) => reading.symbol))) {
        for (const secret of this.#secrets.get(symbol) ?? []) {
          const to = endOf(secret, from, readings, end);
          if (to !== undefined) found.push([from, to]);
        }
      }
    });
    if (depth === 0) return found;
    const decoded = decodingsOf(readings).flatMap(({ readings: bytes, spanOf }) =>
      this.#find(bytes, depth - 1).map(([from, to]) => spanOf(from, to)),
    );
    return [...found, ...decoded];
  }
}

const symbolsOf = (text: string): number[] => [...text].map((character) => character.codePointAt(0) as number);

const [BLANK, PLUS] = [0x20, 0x2b];

/** The symbols that may stand for one symbol in a quotation; forms write a blank as a plus sign. */
const asQuoted = (symbol: number | undefined): number[] =>
  symbol === undefined ? [] : symbol === BLANK ? [BLANK, PLUS] : [symbol];

/**
 * The furthest end of a secret that begins at a position.
 *
 * @param end Where the text ends or is cut. @default the end of what can be read
 */
function endOf(secret: readonly number[], from: number, readings: Readings, end?: number): number | undefined {
  const open: (readonly [at: number, count: number])[] = [[from, 0]];
  const seen = new Set<number>();
  let furthest: number | undefined;
  for (let state = open.pop(); state; state = open.pop()) {
    const [at, count] = state;
    const isWhole = count === secret.length;
    if (isWhole) furthest = Math.max(furthest ?? 0, at);
    else if (count >= SHORTEST_BEGINNING) {
      const isCutHere = end !== undefined && isCut(readings, at, end);
      if (isCutHere || readings[at]?.length === 0) furthest = Math.max(furthest ?? 0, isCutHere ? end : at);
    }
    if (isWhole) continue;
    for (const { symbol, to } of readings[at] ?? []) {
      const goesOn = asQuoted(secret[count]).includes(symbol);
      if (goesOn || (INSERTED.has(symbol) && count > 0)) {
        const next = goesOn ? count + 1 : count;
        const key = to * (secret.length + 1) + next;
        if (!seen.has(key)) open.push([to, next]);
        seen.add(key);
      }
    }
  }
  return furthest;
}

/** Sorts the spans and joins those that overlap or touch. */
function merged(spans: readonly Span[]): Span[] {
  const whole: Span[] = [];
  for (const [from, to] of [...spans].sort(([one], [other]) => one - other)) {
    const last = whole.at(-1);
    if (last && from <= last[1]) whole[whole.length - 1] = [last[0], Math.max(last[1], to)];
    else whole.push([from, to]);
  }
  return whole;
}
