import assert from "node:assert/strict";
import { quoted } from "../../../../../provider/base/printable";
import { idsFor, isMalformed, lacksId, withPair } from "../../../../../provider/lifecycle/creation/adopt-pairs";
import { intentProblems } from "../../../../../provider/lifecycle/creation/intent";
import { Settings } from "../../../../../provider/sinch/settings";

describe("SINCH_ADOPT", () => {
  const malformed: [what: string, pairs: string][] = [
    ["a word", "foo"],
    ["a colon in place of the equals sign", "Support:01M8"],
    ["no id", "Support="],
    ["no name", "=01M8"],
    ["only an equals sign", "="],
    ["a word behind a pair", "Support=01M8,foo"],
    ["no name in the second place", "Support=01M8,=01M9"],
    ["no id in the second place", "Support=01M8,Sales="],
    ["an id with a blank", "Support=01M8 01M9"],
    ["JSON that is cut off", '{"Support":"01M8"'],
    ["JSON without names", '["01M8"]'],
    ["an id in JSON that is none", '{"Support":"01M8","Sales":7}'],
    ["an id in JSON with a blank", '{"Support":"01M8 "}'],
    ["an empty id in JSON", '{"Support":["01M8",""]}'],
  ];
  for (const [what, pairs] of malformed) {
    it(`is refused with ${what} @adopt-pairs`, () => {
      assert.equal(isMalformed(pairs), true);
      const problems = intentProblems(new Settings(() => undefined, { SINCH_ADOPT: pairs }));
      assert.deepEqual(problems, [
        "SINCH_ADOPT in the environment must be <display name>=<id>, several of them separated by commas, or JSON such as " +
          '{"<display name>": "<id>"}',
      ]);
    });
  }

  const readable: [pairs: string, ids: Record<string, string>][] = [
    ["Support=01M8", { Support: "01M8" }],
    [" Support=01M8 , Sales=01M9 ,", { Support: "01M8", Sales: "01M9" }],
    ["A, B = C=01M8,x=y=01M9", { "A, B = C": "01M8", "x=y": "01M9" }],
    ["x=y=01M8", { "x=y": "01M8" }],
    ["==01M8", { "=": "01M8" }],
    ["two\nlines=01M8", { "two\nlines": "01M8" }],
    ["a,b,=01M8", { "a,b,": "01M8" }],
    ["a=,b=01M8", { "a=,b": "01M8" }],
    [" lead=01M8", { " lead": "01M8", lead: "01M8" }],
    ["Support=01M8\r\n", { Support: "01M8" }],
    ["a=01M8,b=01M9", { a: "01M8", b: "01M9", "a=01M8,b": "01M9" }],
    ['{"a":"b"}=01M8', { '{"a":"b"}': "01M8" }],
    ['{"a=,b":"01M8"," lead":["01M9"]}', { "a=,b": "01M8", " lead": "01M9" }],
    ['{"__proto__":"01M8","a\\u0000":"01M9"}', { ["__proto__"]: "01M8", "a\0": "01M9" }],
  ];
  for (const [pairs, ids] of readable) {
    it(`is parsed, whatever names contain: ${JSON.stringify(pairs)} @adopt-pairs`, () => {
      assert.equal(isMalformed(pairs), false);
      assert.deepEqual(new Settings(() => undefined, { SINCH_ADOPT: pairs }).problems(undefined), []);
      for (const [name, id] of Object.entries(ids)) {
        assert.deepEqual(idsFor(name, pairs), [id]);
        assert.equal(lacksId(name, pairs), false);
      }
    });
  }

  it("lacks an ID if only a comma follows the name", () => {
    assert.deepEqual(
      ["a", "b", "a=,b"].map((name) => lacksId(name, "a=,b=01M8")),
      [true, false, false],
    );
    assert.equal(lacksId("x", "x=y=01M8"), false);
    assert.equal(lacksId("b", "a=1 , b= ,c=2"), true);
    assert.equal(lacksId('{"a', '{"a=,b":"01M8"}'), false);
  });

  const commands: [holds: string, name: string, word: string][] = [
    ["", "Support", "'Support=01M9'"],
    ["Support=01M8", "A, B", "'Support=01M8,A, B=01M9'"],
    ["Support=01M8, ", "it's", "'Support=01M8,it'\\''s=01M9'"],
    ["x=01M8", " lead", `'{"x":"01M8"," lead":"01M9"}'`],
    [" lead=01M8", "x", `'{" lead":"01M8","lead":"01M8","x":"01M9"}'`],
    ["x=01M8", "a=b", `'{"x":"01M8","a=b":"01M9"}'`],
    ["x=01M8,x=01M7", "a\nb", `'{"x":["01M8","01M7"],"a\\u000ab":"01M9"}'`],
    ['{"x":"01M8"}', "x", `'{"x":["01M8","01M9"]}'`],
    ["", "=\"'\\<{%red%}>\0\ufeff", '\'{"=\\u0022\\u0027\\u005c\\u003c{%red%}>\\u0000\\ufeff":"01M9"}\''],
  ];
  for (const [holds, name, word] of commands) {
    it(`with ${JSON.stringify(holds)} and ${quoted(name)} becomes ${word}`, () => {
      assert.equal(withPair(holds, name, "01M9"), word);
    });
  }
});
