import assert from "node:assert/strict";
import fc from "fast-check";
import { define, isObject, own } from "../../../../provider/base/values";
import { fieldsThatDiffer, sameLeaf } from "../../../../provider/model/comparison";
import {
  fieldsOf,
  itemKeys,
  joinPath,
  type Leaves,
  leavesOf,
  leavesOfField,
  splitPath,
} from "../../../../provider/model/leaves";
import { appType } from "../../../../provider/resources/app";

const LIST = "channelCredentials";

describe("leavesOf", () => {
  it("returns paths that split back into any names", () => {
    assert.equal(joinPath(["a/b", "c~d", "~1"]), "a~1b/c~0d/~01");
    fc.assert(
      fc.property(fc.array(fc.string(), { minLength: 1 }), (path) => {
        assert.deepEqual(splitPath(joinPath(path)), path);
      }),
    );
  });

  it("only descends into plain objects", () => {
    class Output {}
    for (const plain of [{}, { a: 1 }, Object.create(null)]) assert.equal(isObject(plain), true);
    for (const other of [[], null, undefined, "x", 1, new Output(), new Map()]) assert.equal(isObject(other), false);
  });

  it("distinguishes items with the same key", () => {
    const items = [{ channel: "SMS" }, { channel: "SMS" }, {}, { channel: "SMS" }, null];
    assert.deepEqual(itemKeys(appType, LIST, items), ["SMS", "SMS~2", "", "SMS~3", "~2"]);
  });

  it("includes a list's keys in order, empty objects and fields outside the schema, but no absent ones", () => {
    const leaves = leavesOf(appType, {
      displayName: undefined,
      [LIST]: [{ channel: "SMS", staticBearer: {}, state: { status: "ACTIVE" } }],
      retentionPolicy: { ttlDays: 7, retentionType: undefined },
      smartConversation: {},
      processingMode: null,
      queueStats: { outboundSize: 1 },
      brandNew: 1,
    });
    assert.deepEqual(
      [...leaves],
      [
        [LIST, ["SMS"]],
        [`${LIST}/SMS/channel`, "SMS"],
        [`${LIST}/SMS/staticBearer`, {}],
        ["retentionPolicy/ttlDays", 7],
        ["processingMode", null],
        ["smartConversation", {}],
        ["extraFields/brandNew", 1],
      ],
    );
  });

  it("keeps an unexpected list, or a missing one, as a single leaf", () => {
    const fields = { [LIST]: "unknown", retentionPolicy: [1, 2] };
    assert.deepEqual(
      [...leavesOf(appType, fields)],
      [
        [LIST, "unknown"],
        ["retentionPolicy", [1, 2]],
      ],
    );
    assert.deepEqual(fieldsOf(appType, leavesOf(appType, { retentionPolicy: [1, 2] })), { retentionPolicy: [1, 2] });
  });

  it("is reversible: keys without leaves become empty items, in the order of the keys", () => {
    const leaves = new Map<string, unknown>([
      [`${LIST}/SMS/channel`, "SMS"],
      [LIST, ["LINE#1", "SMS"]],
      ["smartConversation/enabled", true],
      ["smartConversation", {}],
      ["displayName", "A"],
    ]);
    assert.deepEqual(fieldsOf(appType, leaves), {
      [LIST]: [{}, { channel: "SMS" }],
      smartConversation: { enabled: true },
      displayName: "A",
    });
  });

  it("selects a field's leaves, not those of a field with the same prefix", () => {
    const leaves = new Map([
      ["a", 1],
      ["a/b", 2],
      ["ab", 3],
      ["c/a", 4],
    ]);
    assert.deepEqual([...leavesOfField(leaves, "a").keys()], ["a", "a/b"]);
  });

  it("accepts names that all objects have", () => {
    const object: Record<string, unknown> = {};
    assert.deepEqual(define(object, "__proto__", { a: 1 }), { a: 1 });
    assert.deepEqual(Object.getOwnPropertyDescriptor(object, "__proto__"), {
      value: { a: 1 },
      enumerable: true,
      configurable: true,
      writable: true,
    });
    assert.deepEqual(own(object, "__proto__"), { a: 1 });
    assert.equal(own({}, "toString"), undefined);
    assert.equal(own(["a"], "0"), undefined);
  });
});

describe("sameLeaf", () => {
  const rows: [one: unknown, other: unknown, same: boolean][] = [
    [undefined, null, true],
    [null, "", true],
    ["", {}, true],
    [{}, undefined, true],
    [{ a: null, b: { c: "" } }, undefined, true],
    [{ a: null, b: 1 }, undefined, false],
    [0, undefined, false],
    [false, undefined, false],
    [[], undefined, false],
    [1, 1, true],
    [1, "1", false],
    ["null", null, false],
    [["a", "b"], ["a", "b"], true],
    [["a", "b"], ["b", "a"], false],
    [{ a: 1 }, { a: 1 }, true],
    [{ a: 1 }, '{"a":1}', false],
    ["[1]", [1], false],
    [7, [7], false],
  ];
  for (const [one, other, same] of rows) {
    it(`or not: ${JSON.stringify(one)} and ${JSON.stringify(other)}`, () => {
      assert.equal(sameLeaf(one, other), same);
      assert.equal(sameLeaf(other, one), same);
      const differing = same ? [] : ["displayName"];
      const leaves = (value: unknown): Leaves => new Map([["displayName", value]]);
      const [left, right] = [leaves(one), leaves(other)];
      assert.deepEqual(fieldsThatDiffer(appType, left, right), differing);
      if (other === undefined) {
        assert.deepEqual(fieldsThatDiffer(appType, left, new Map()), differing);
        assert.deepEqual(fieldsThatDiffer(appType, new Map(), left), differing);
      }
    });
  }
});
