import assert from "node:assert/strict";
import { byIndex, byKey, covers, namesIn, pathInProgram } from "../../../../provider/model/path";
import { appType } from "../../../../provider/resources/app";

const LIST = "channelCredentials";

describe("paths", () => {
  it("are written by index for the program", () => {
    assert.equal(byIndex([LIST, "10", "staticBearer", "token"]), `${LIST}[10].staticBearer.token`);
    assert.equal(byIndex([LIST, "0a"]), `${LIST}.0a`);
    assert.equal(byIndex([LIST, "a0"]), `${LIST}.a0`);
    assert.equal(byIndex([]), "");
  });

  it("are written by key elsewhere", () => {
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
    it(`are read as the engine reads them: ${text}`, () => assert.deepEqual(namesIn(text), names));
  }

  it("cover themselves and everything below, with an asterisk for any name", () => {
    assert.ok(covers(["a"], ["a"]));
    assert.ok(covers(["a", "*"], ["a", "0", "b"]));
    assert.ok(covers([], ["a"]));
    for (const above of [["b"], ["a", "1"], ["a", "0", "b", "*"], ["*", "*", "*", "*"]]) {
      assert.ok(!covers(above, ["a", "0", "b"]), above.join());
    }
  });

  it("map an item's key to its index in the program", () => {
    const keys = ["MESSENGER", "SMS"];
    assert.deepEqual(pathInProgram(appType, [LIST, "SMS", "token"], keys), [LIST, "1", "token"]);
    assert.deepEqual(pathInProgram(appType, [LIST], keys), [LIST]);
    assert.deepEqual(pathInProgram(appType, ["retentionPolicy", "SMS"], keys), ["retentionPolicy", "SMS"]);
    assert.deepEqual(pathInProgram(appType, [], keys), [""]);
  });
});
