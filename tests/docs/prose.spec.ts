import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import { pages } from "./pages";

const LONGEST_SENTENCE = 25;
const LONGEST_CELL = 140;

/** The hand-written pages. */
const written = pages.filter(
  ({ file }) =>
    /^(README|DESIGN|CONTRIBUTING|SECURITY|docs\/[\w-]+|examples\/.*README)\.md$/.test(file) &&
    !/(reference|reliability|benchmarks)\.md$/.test(file),
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

describe("hand-written pages", () => {
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

  it("have no banned words", () =>
    assert.deepEqual(
      written.flatMap(({ file, text }) =>
        proseOf(text)
          .filter(banned)
          .map((line) => `${file}: ${line}`),
      ),
      [],
    ));

  it("are measured: a long sentence is found, and code and links don't count", () => {
    const words = "word ".repeat(26).trim();
    assert.deepEqual(
      sentencesOf(proseOf(`${words}\n\n- [a](b/c.md) ${"`x y` ".repeat(9)}: b.`)).map(wordsOf),
      [26, 10, 1],
    );
  });
});

const root = path.join(__dirname, "../..");

/** What reads as translated, or has another word in this project: retry, response, set, existing, in use, only, again. */
const BANNED =
  /\banew\b|\ball the same\b|\bfor ever\b|\b(un)?stated\b|isn't there\b|\b(as it|that) is there\b|(?<!al)\bways? on\b|\blost answers?\b|\b(an|the|its|their|no) answers?\b|\bpatience\b|\btr(y|ies|ied) again\b|\bwhere (nothing|nobody|none|there is|there are) |\bwhat (it|that) is about\b|\bin plain\b(?! text)/i;

/** Others still have to be rewritten: most commands of `cli`, the benchmark, the engine and the set-up. */
const SOURCES = [
  "{provider,sdk,fake,policy,tools,examples}/**/*.{ts,js,mjs,cjs}",
  "cli/{,stack/,terminal/,fake/,completion/}*.ts",
];
const NOT_YET = /^(tools\/(bench|engine|setup)|examples\/fleet|sdk\/types)/;

const TESTS = ["tests/{unit,integration,protocol,faults,docs,package,tools}/**/*.ts"];

const filesOf = (patterns: readonly string[]): string[] =>
  globSync(patterns, { cwd: root, exclude: (name) => /node_modules/.test(String(name)) })
    .map((file) => file.replaceAll(path.sep, "/"))
    .filter((file) => !NOT_YET.test(file));

/** Each comment as one text, so that a line break within words doesn't hide them. */
const commentsIn = (source: string): string[] =>
  (source.match(/^[ \t]*\/\*\*?[\s\S]*?\*\/|(?:^[ \t]*\/\/.*\n?)+/gm) ?? []).map((comment) =>
    comment.replace(/^[ \t]*(\/\*\*?|\*\/|\*|\/\/)/gm, "").replace(/\s+/g, " "),
  );

/** Of tests and suites. */
const titlesIn = (source: string): string[] =>
  [...source.matchAll(/\b(?:describe|it)\(\s*(["'`])((?:\\.|(?!\1).)*)\1/g)].map(([, , title = ""]) => title);

/** Without code, which has words of its own. */
const banned = (text: string): boolean => BANNED.test(text.replace(/`[^`]*`|\$\{[^}]*\}/g, "code"));

describe("comments and titles", () => {
  const found = (patterns: readonly string[], textsIn: (source: string) => string[]): string[] =>
    filesOf(patterns).flatMap((file) =>
      textsIn(readFileSync(path.join(root, file), "utf8"))
        .filter(banned)
        .map((text) => `${file}: ${text.trim()}`),
    );

  it("of the sources have no banned words", () => assert.deepEqual(found(SOURCES, commentsIn), []));

  it("of the tests have no banned words", () => assert.deepEqual(found(TESTS, titlesIn), []));

  it("are measured: banned words are found across lines, and code doesn't count", () => {
    const source = "/**\n * Reads it all the\n * same.\n */\n// `anew`\n// once\n\n// The answer\nit('is \\' anew', f)";
    assert.deepEqual(commentsIn(source).map(banned), [true, false, true]);
    assert.deepEqual(titlesIn(source).map(banned), [true]);
  });
});
