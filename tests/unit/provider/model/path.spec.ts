import assert from "node:assert/strict";
import { byIndex, byKey, covers, namesIn, pathInProgram } from "../../../../provider/model/path";
import { appType } from "../../../../provider/resources/app";

const LIST = "channelCredentials";

describe("a path", () => {
  it("is written by index for what the program wrote", () => {
    assert.equal(byIndex([LIST, "10", "staticBearer", "token"]), `${LIST}[10].staticBearer.token`);
    assert.equal(byIndex([LIST, "0a"]), `${LIST}.0a`);
    assert.equal(byIndex([LIST, "a0"]), `${LIST}.a0`);
    assert.equal(byIndex([]), "");
  });

  it("is written by key for the rest", () => {
    assert.equal(byKey(appType, [LIST, "SMS", "staticBearer", "token"]), `${LIST}[SMS].staticBearer.token`);
    assert.equal(byKey(appType, [LIST]), LIST);
    assert.equal(byKey(appType, ["retentionPolicy", "ttlDays"]), "retentionPolicy.ttlDays");
    assert.equal(byKey(appType, []), "");
  });

  const written: [text: string, names: string[]][] = [
    ["displayName", ["displayName"]],
    [`${LIST}[10].staticBearer["token"]`, [LIST, "10", "staticBearer", "token"]],
    [`${LIST}[*]`, [LIST, "*"]],
    ['a["b.c[0]"].d', ["a", "b.c[0]", "d"]],
    ['a["say \\"b\\\\c\\""]', ["a", 'say "b\\c"']],
    ['[""]', [""]],
    ["", []],
  ];
  for (const [text, names] of written) {
    it(`is read as the engine reads it: ${text}`, () => assert.deepEqual(namesIn(text), names));
  }

  it("covers itself and what is below it, under any name where it has an asterisk", () => {
    assert.ok(covers(["a"], ["a"]));
    assert.ok(covers(["a", "*"], ["a", "0", "b"]));
    assert.ok(covers([], ["a"]));
    for (const above of [["b"], ["a", "1"], ["a", "0", "b", "*"], ["*", "*", "*", "*"]]) {
      assert.ok(!covers(above, ["a", "0", "b"]), above.join());
    }
  });

  it("stands in the program under the index of its item", () => {
    const keys = ["MESSENGER", "SMS"];
    assert.deepEqual(pathInProgram(appType, [LIST, "SMS", "token"], keys), [LIST, "1", "token"]);
    assert.deepEqual(pathInProgram(appType, [LIST], keys), [LIST]);
    assert.deepEqual(pathInProgram(appType, ["retentionPolicy", "SMS"], keys), ["retentionPolicy", "SMS"]);
    assert.deepEqual(pathInProgram(appType, [], keys), [""]);
  });
});
