import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { printable, quoted, quotedName, shellQuoted, shellWord } from "../../../../provider/base/printable";

const TEXTS = [
  "Support",
  'Zoë\'s "Shop" `$` $(reboot) \\',
  "👩‍👩‍👧 Hjälp",
  "line\nbreak\ttab \u2028 end",
  "\u202eesrever \u2066it's\u2069 \\n \u001b[31mred\u0007\u009b",
  "",
  "-n",
];

describe("texts that are printed", () => {
  // Controls, but for the zero-width joiner of emoji and other marks that a name needs.
  const harmful = /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/u;

  for (const text of TEXTS) {
    it(`neither move the cursor nor turn the line around, and say what they are: ${quoted(text)}`, () => {
      for (const shown of [printable(text), quoted(text), shellQuoted(text)]) assert.doesNotMatch(shown, harmful);
      assert.equal(JSON.parse(quoted(text)), text);
      for (const word of [shellQuoted(text), shellWord(text)]) {
        const env = { ...process.env, LC_ALL: "C.UTF-8" };
        assert.equal(execFileSync("bash", ["-c", `printf %s ${word}`], { encoding: "utf8", env }), text);
      }
    });
  }

  it("are words of any shell where they print", () => {
    assert.equal(shellWord("org/project/dev"), "org/project/dev");
    assert.equal(shellWord("it's"), "'it'\\''s'");
    assert.equal(shellQuoted("Support=1"), "'Support=1'");
  });

  it("are cut between characters", () => {
    assert.equal(quotedName("💬".repeat(4), 3), '"💬💬💬…"');
    assert.equal(quotedName("💬".repeat(3), 3), '"💬💬💬"');
    assert.equal(quotedName(undefined), '""');
  });
});
