/** Shorter texts would be found in any text. */
const SHORTEST = 4;

/** Takes secrets out of texts. */
export class Redaction {
  readonly #secrets = new Set<string>();

  add(texts: Iterable<string>): void {
    for (const text of texts) {
      if (text.length < SHORTEST) continue;
      this.#secrets.add(text);
      // As it stands in JSON, and in a text that was taken out of JSON.
      this.#secrets.add(JSON.stringify(text).slice(1, -1));
    }
  }

  /** A text without the secrets; the engine's own text on a violated plan isn't passed on at all: it prints old values. */
  clean(text: string): string {
    if (/violates plan/.test(text)) return "the engine found something else than was planned";
    let clean = text;
    for (const secret of [...this.#secrets].sort((a, b) => b.length - a.length)) {
      clean = clean.replaceAll(secret, "[secret]");
    }
    return clean;
  }
}
