import assert from "node:assert/strict";
import { idsFor, isMalformed, lacksId } from "../../../../../provider/lifecycle/creation/adopt-pairs";
import { intentProblems } from "../../../../../provider/lifecycle/creation/intent";
import { Settings } from "../../../../../provider/sinch/settings";

describe("SINCH_ADOPT", () => {
  const malformed: [what: string, pairs: string][] = [
    ["a word", "foo"],
    ["a colon in place of the equals sign", "Support:01M8"],
    ["no id", "Support="],
    ["no name", "=01M8"],
    ["an equals sign alone", "="],
    ["a word behind a pair", "Support=01M8,foo"],
    ["no name in the second place", "Support=01M8,=01M9"],
    ["no id in the second place", "Support=01M8,Sales="],
    ["an id with a blank", "Support=01M8 01M9"],
  ];
  for (const [what, pairs] of malformed) {
    it(`is refused with ${what}`, () => {
      assert.equal(isMalformed(pairs), true);
      const problems = intentProblems(new Settings(() => undefined, { SINCH_ADOPT: pairs }));
      assert.deepEqual(problems, [
        "SINCH_ADOPT in the environment must be <display name>=<id>, several of them separated by commas",
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
  ];
  for (const [pairs, ids] of readable) {
    it(`is read, whatever names hold: ${JSON.stringify(pairs)}`, () => {
      assert.equal(isMalformed(pairs), false);
      assert.deepEqual(new Settings(() => undefined, { SINCH_ADOPT: pairs }).problems(undefined), []);
      for (const [name, id] of Object.entries(ids)) {
        assert.deepEqual(idsFor(name, pairs), [id]);
        assert.equal(lacksId(name, pairs), false);
      }
    });
  }

  it("names an app without an id where only a comma follows", () => {
    assert.deepEqual(
      ["a", "b", "a=,b"].map((name) => lacksId(name, "a=,b=01M8")),
      [true, false, false],
    );
    assert.equal(lacksId("x", "x=y=01M8"), false);
    assert.equal(lacksId("b", "a=1 , b= ,c=2"), true);
  });
});
