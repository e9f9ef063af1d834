import assert from "node:assert/strict";
import { pages } from "./pages";

const LONGEST_SENTENCE = 25;
const LONGEST_CELL = 140;

/** The pages that are written by hand for users. */
const written = pages.filter(
  ({ file }) => /^(README|docs\/[\w-]+)\.md$/.test(file) && !/(reference|reliability|benchmarks)\.md$/.test(file),
);

/** Without code and comments; code within a line counts as a word, a link as its words. */
const proseOf = (text: string): string[] =>
  text
    .replace(/<!--.*?-->/gs, "")
    .replace(/^ *```[\s\S]*?^ *```/gm, "")
    .replace(/\]\([^)]*\)/g, "]")
    .split("\n");

/** What stands between full stops, colons and semicolons. A list's items are apart. */
const sentencesOf = (lines: readonly string[]): string[] =>
  lines
    .filter((line) => !/^[|#]/.test(line))
    .join("\n")
    .split(/\n\s*\n|\n(?=\s*(?:[-*]|\d+\.) )/)
    .flatMap((block) => block.replace(/`[^`]*`/g, "code").split(/[.!?:;]["”)*]*\s+/))
    .map((sentence) => sentence.replace(/\s+/g, " ").trim());

const wordsOf = (sentence: string): number => sentence.split(" ").filter((word) => /[\p{L}\p{N}]/u.test(word)).length;

describe("README and docs", () => {
  for (const { file, text } of written) {
    it(`${file} has no sentence over ${LONGEST_SENTENCE} words, and no multi-line cell`, () => {
      const lines = proseOf(text);
      const cells = lines.filter((line) => line.startsWith("|")).flatMap((line) => line.split(/(?<!\\)\|/));
      assert.deepEqual(
        [
          ...sentencesOf(lines).filter((sentence) => wordsOf(sentence) > LONGEST_SENTENCE),
          ...cells.filter((cell) => cell.trim().length > LONGEST_CELL),
        ],
        [],
      );
    });
  }

  it("are measured: a long sentence is found, and code and links don't count", () => {
    const words = "word ".repeat(26).trim();
    assert.deepEqual(
      sentencesOf(proseOf(`${words}\n\n- [a](b/c.md) ${"`x y` ".repeat(9)}: b.`)).map(wordsOf),
      [26, 10, 1],
    );
  });
});
