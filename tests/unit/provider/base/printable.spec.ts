import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import {
  printable,
  quoted,
  quotedName,
  quotedValue,
  shellQuoted,
  shellWord,
  wordOrQuoted,
} from "../../../../provider/base/printable";

const TEXTS = [
  "Support",
  'Zoë\'s "Shop" `$` $(reboot) \\',
  "👩‍👩‍👧 Hjälp",
  "line\nbreak\ttab \u2028 end",
  "\u202eesrever \u2066it's\u2069 \\n \u001b[31mred\u0007\u009b",
  "",
  "-n",
  "<{%fg 1%}>red <{ %",
  "Sup\u200bport\u00a0Team\u00ad \u2060\u{1d173}",
];

describe("printable, quoted and shellQuoted @printed-names", () => {
  // Controls, but for the zero-width joiner of emoji and other marks that a name needs.
  const harmful = /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]|<\{%/u;

  for (const text of TEXTS) {
    it(`can't move the cursor or reverse the line, and keep the text recognisable: ${quoted(text)}`, () => {
      for (const shown of [printable(text), quoted(text), shellQuoted(text)]) assert.doesNotMatch(shown, harmful);
      assert.equal(JSON.parse(quoted(text)), text);
    });
  }

  it("escape what is invisible in quotes, and keep what joins letters and emoji", () => {
    assert.equal(
      quoted("Sup\u200bport\u00a0\u00ad\u3164\u{1d173}"),
      '"Sup\\u200bport\\u00a0\\u00ad\\u3164\\ud834\\udd73"',
    );
    for (const name of ["👩‍👩‍👧", "می‌خواهم", "❤️", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "한국어 İ"]) assert.equal(quoted(name), `"${name}"`);
  });

  it("produce words that a shell reads back unchanged", () => {
    const words = TEXTS.flatMap((text) => [shellQuoted(text), shellWord(text)]);
    const env = { ...process.env, LC_ALL: "C.UTF-8" };
    const read = execFileSync("bash", ["-c", `printf '%s\\0' ${words.join(" ")}`], { encoding: "utf8", env });
    assert.deepEqual(
      read.split("\0").slice(0, -1),
      TEXTS.flatMap((text) => [text, text]),
    );
  });

  it("produce words for any shell if the text is printable", () => {
    assert.equal(shellWord("org/project/dev"), "org/project/dev");
    assert.equal(shellWord("it's"), "'it'\\''s'");
    assert.equal(shellQuoted("Support=1"), "'Support=1'");
  });

  it("cut between characters", () => {
    assert.equal(quotedName("💬".repeat(4), 3), '"💬💬💬…"');
    assert.equal(quotedName("💬".repeat(3), 3), '"💬💬💬"');
    assert.equal(quotedName(undefined), '""');
  });
});

describe("quotedValue", () => {
  const rows: [value: string, shown: string][] = [
    ["us", '"us"'],
    ["us\r", '"us\\r" (ends with a line end)'],
    [" us\n", '" us\\n" (begins with a blank and ends with a line end)'],
    ["\ufeffus\u00a0", '"\\ufeffus\\u00a0" (begins with a blank and ends with a blank)'],
    ["\u200bus\u00ad", '"\\u200bus\\u00ad" (begins with an invisible character and ends with an invisible character)'],
    ["u\u200bs 💬", '"u\\u200bs \\ud83d\\udcac"'],
    ["\u001b[31m<{%fg 1%}>", '"\\u001b[31m\\u003c{%fg 1%}>" (begins with an invisible character)'],
    [" \t", '" \\t" (holds only blanks)'],
    ["", '""'],
  ];
  for (const [value, shown] of rows) {
    it(`escapes everything but ASCII, and names blanks and line ends around the value: ${shown}`, () => {
      assert.equal(quotedValue(value), shown);
      assert.equal(wordOrQuoted(value), value === "us" ? "us" : shown);
    });
  }
});
