import assert from "node:assert/strict";
import fc from "fast-check";
import { arranged, inProgramOrder, PLACE, withoutArrangement } from "../../../../../provider/hosts/dynamic/list-order";
import { UNKNOWN } from "../../../../../provider/model/secrets";
import { appType } from "../../../../../provider/resources/app";

type Item = Readonly<Record<string, unknown>>;

/** `SMS`, `LINE#2`, each with a value beside: `SMS=1`; where it is placed: `SMS=1<LINE#2`. */
function item(text: string): Item {
  const [, channel, ordinal, value, before] = /^([^#=<]+)(?:#(\d+))?(?:=([^<]*))?(?:<(.*))?$/.exec(text) ?? [];
  return {
    ...(before === undefined ? {} : { before }),
    channel,
    ...(ordinal === undefined ? {} : { credentialOrdinalNumber: Number(ordinal) }),
    staticBearer: { claimedIdentity: value ?? "" },
  };
}

const textOf = ({ before, ...rest }: Item): string => {
  const value = (rest.staticBearer as Item).claimedIdentity;
  return `${appType.itemKey("channelCredentials", rest)}${value ? `=${value}` : ""}${before === undefined ? "" : `<${before}`}`;
};

const app = (list: readonly string[], displayName = "A") => ({ displayName, channelCredentials: list.map(item) });
const split = (texts: string): string[] => texts.split(" ").filter(Boolean);
const arrange = (stored: readonly string[], wanted: readonly string[], name?: string): string[] =>
  arranged(appType, app(stored), app(wanted, name)).channelCredentials.map(textOf);
const restore = (list: readonly string[]): string[] =>
  inProgramOrder(appType, app(list)).channelCredentials.map(textOf);

describe("arranged @inserted-channel", () => {
  const rows: [name: string, stored: string, wanted: string, arranged: string][] = [
    ["one inserted in front", "SMS", "RCS SMS", "SMS RCS<SMS"],
    ["one inserted in the middle", "SMS MMS", "SMS RCS MMS", "SMS MMS RCS<MMS"],
    ["one at the end", "SMS", "SMS RCS", "SMS RCS"],
    ["several, in front and at the end", "SMS", "RCS MMS SMS LINE#1 LINE", "SMS RCS<SMS MMS<SMS LINE#1 LINE"],
    ["one before an entry with an ordinal", "LINE LINE#2", "LINE LINE#1 LINE#2", "LINE LINE#2 LINE#1<LINE#2"],
    ["an inserted one, and another one changed", "SMS=1 MMS", "RCS SMS=2 MMS", "SMS=2 MMS RCS<SMS"],
    ["all new", "", "SMS RCS", "SMS RCS"],
    ["a second insertion before the first is put in order", "SMS RCS<SMS", "RCS MMS SMS", "SMS RCS<SMS MMS<SMS"],
    ["an insertion before an inserted one", "SMS RCS<SMS", "MMS RCS SMS", "SMS RCS<SMS MMS<RCS"],
    ["a changed value in an arranged state", "SMS=1 RCS<SMS", "RCS SMS=2", "SMS=2 RCS<SMS"],
    ["nothing changed in an arranged state", "SMS RCS<SMS", "RCS SMS", "RCS SMS"],
    ["turned round", "SMS RCS", "RCS SMS", "RCS SMS"],
    ["turned round, with one inserted", "SMS RCS", "MMS RCS SMS", "MMS RCS SMS"],
    ["one replaced in place", "SMS RCS MMS", "LINE RCS MMS", "LINE RCS MMS"],
    ["one removed from the middle", "SMS RCS MMS", "SMS MMS", "SMS MMS"],
    ["one inserted in front, the last removed", "SMS RCS MMS", "LINE SMS RCS", "SMS RCS LINE<SMS"],
    ["the successor of an inserted one removed", "SMS RCS<SMS MMS", "RCS MMS", "RCS MMS"],
  ];
  for (const [name, stored, wanted, expected] of rows) {
    it(`${name}: ${stored} → ${wanted}`, () => {
      assert.deepEqual(arrange(split(stored), split(wanted)), split(expected));
      assert.deepEqual(restore(split(expected)), split(wanted));
    });
  }

  it("keeps an arranged state if something else changes", () => {
    assert.deepEqual(arrange(split("SMS RCS<SMS"), split("RCS SMS"), "B"), split("SMS RCS<SMS"));
  });

  const list = fc
    .uniqueArray(fc.constantFrom("SMS", "RCS", "MMS", "WHATSAPP", "__proto__", "LINE", "LINE#1", "LINE#2"))
    .chain((keys) => fc.tuple(...keys.map((key) => fc.constantFrom(key, `${key}=1`))));

  it("restores the program's order after any number of changes", () => {
    fc.assert(
      fc.property(fc.array(list), (lists) => {
        let stored: readonly string[] = [];
        for (const [number, wanted] of lists.entries()) {
          stored = arrange(stored, wanted, `${number}`);
          assert.deepEqual(restore(stored), wanted);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it("only adds entries at the end for inserted ones, even to an arranged list", () => {
    const growing = list.chain((all) =>
      fc
        .tuple(fc.subarray([...all]), fc.constant(all))
        .chain(([some]) => fc.tuple(fc.subarray(some), fc.constant(some), fc.constant(all))),
    );
    fc.assert(
      fc.property(growing, (steps) => {
        let stored: readonly string[] = [];
        for (const [number, wanted] of steps.entries()) {
          const next = arrange(stored, wanted, `${number}`);
          assert.deepEqual(next.slice(0, stored.length), stored);
          stored = next;
        }
      }),
      { numRuns: 1000 },
    );
  });

  it("keeps the program's order if channels are unknown, duplicate, or not entries", () => {
    const stored = app(["SMS"]);
    const lists: unknown[] = [
      UNKNOWN,
      [UNKNOWN, item("SMS")],
      [{ channel: UNKNOWN }, item("SMS")],
      [{ channel: "LINE", credentialOrdinalNumber: UNKNOWN }, item("SMS")],
      [item("RCS"), item("RCS"), item("SMS")],
      [null, item("SMS")],
      [item("RCS<SMS"), item("SMS")],
      "SMS",
    ];
    for (const channelCredentials of lists) {
      assert.deepEqual(arranged(appType, stored, { channelCredentials }), { channelCredentials });
    }
    assert.deepEqual(arranged(appType, {}, app(["SMS"])), app(["SMS"]));
    assert.deepEqual(arranged(appType, stored, { displayName: "B" }), { displayName: "B" });
  });

  it("accepts only a text as a place, and treats an unknown place as the end", () => {
    const channelCredentials = [{ channel: "SMS", before: { a: 1 } }, item("RCS<MMS"), item("MMS")];
    assert.deepEqual(inProgramOrder(appType, { channelCredentials }).channelCredentials, [
      channelCredentials[0],
      item("RCS"),
      item("MMS"),
    ]);
  });

  it("uses no name of the schema", () => {
    assert.ok(!appType.propertyNames.has(PLACE));
  });

  it("is undone if ignoreChanges took the whole list from the state, and can't be written by a program", () => {
    const stored = app(split("SMS RCS<SMS"));
    assert.deepEqual(withoutArrangement(appType, stored, stored), app(split("RCS SMS")));
    for (const written of ["SMS RCS<SMS MMS", "RCS<SMS SMS", "SMS=1 RCS<SMS"].map(split)) {
      assert.deepEqual(withoutArrangement(appType, stored, app(written)), app(written));
    }
  });
});
