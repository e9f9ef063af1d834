import assert from "node:assert/strict";
import fc from "fast-check";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { fromEngine, type Marked, type Props, toEngine } from "../../../../../provider/hosts/plugin/property-value";
import { UNKNOWN } from "../../../../../provider/model/secrets";

const SIGNATURE = "4dabf18193072939515e22adb298388d";
const signed = (kind: string, rest: object): object => ({ [SIGNATURE]: kind, ...rest });
const secret = (value: unknown): object => signed("1b47061264138c4ac30d75fd1eb44270", { value });
const struct = (props: object): Struct => Struct.fromJavaScript(props as never);

/** Any value that a program can pass, secrets and values that aren't known yet at any depth. */
const value = fc.letrec<{ any: unknown }>((tie) => ({
  any: fc.oneof(
    { maxDepth: 4 },
    fc.string(),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => (Object.is(number, -0) ? 0 : number)),
    fc.boolean(),
    fc.constant(null),
    fc.constant(UNKNOWN),
    fc.array(tie("any"), { maxLength: 3 }),
    // google-protobuf keeps the keys of a map in an object.
    fc.dictionary(
      fc.string().filter((name) => name !== "__proto__"),
      tie("any"),
      { maxKeys: 3 },
    ),
  ),
})).any;
const props = fc
  .dictionary(fc.stringMatching(/^[a-z]{1,6}$/), value, { maxKeys: 4 })
  .map((of): Props => JSON.parse(JSON.stringify(of)));

/** All paths in a value, with positions in lists. */
function pathsIn(of: unknown, at: readonly string[] = []): (readonly string[])[] {
  if (typeof of !== "object" || of === null) return [at];
  return [at, ...Object.entries(of).flatMap(([name, below]) => pathsIn(below, [...at, name]))];
}

const key = (path: readonly string[]): string => JSON.stringify(path);

describe("fromEngine and toEngine", () => {
  it("restore values unchanged, marks at any depth included", () => {
    fc.assert(
      fc.property(props, fc.infiniteStream(fc.boolean()), (whole, coins) => {
        const marked = new Set(
          pathsIn(whole)
            .filter((path) => path.length > 0 && coins.next().value)
            .map(key),
        );
        // What is within a secret is one as it is.
        const outer = [...marked].filter((path) => {
          const names: string[] = JSON.parse(path);
          return !names.some((_, at) => at > 0 && marked.has(key(names.slice(0, at))));
        });
        const sent = Struct.deserializeBinary(toEngine(whole, (path) => marked.has(key(path))).serializeBinary());
        const { props: back, marks } = fromEngine(sent);
        assert.deepEqual(back, whole);
        assert.deepEqual(marks.map(key).sort(), outer.sort());
      }),
    );
  });

  const rows: [what: string, sent: object, read: Marked][] = [
    [
      "a secret within a secret, each with its path",
      { a: secret({ b: secret("x") }) },
      { props: { a: { b: "x" } }, marks: [["a"], ["a", "b"]] },
    ],
    ["a secret that isn't known yet", { a: [secret(UNKNOWN)] }, { props: { a: [UNKNOWN] }, marks: [["a", "0"]] }],
    [
      "an unknown list, number, object and all the others as the one unknown value",
      {
        bool: "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
        number: "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
        list: "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
        object: "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
      },
      { props: { bool: UNKNOWN, number: UNKNOWN, list: UNKNOWN, object: UNKNOWN }, marks: [] },
    ],
    [
      "an output with a value, a secret one, and one without",
      {
        known: signed("d0e6a833031e9bbcd3f4e8bde6ca49a4", { value: ["x"], dependencies: ["urn"] }),
        secret: signed("d0e6a833031e9bbcd3f4e8bde6ca49a4", { value: "s", secret: true }),
        later: signed("d0e6a833031e9bbcd3f4e8bde6ca49a4", { secret: true }),
      },
      { props: { known: ["x"], secret: "s", later: UNKNOWN }, marks: [["secret"], ["later"]] },
    ],
    [
      "a reference to a resource as its ID, or its URN without one",
      {
        custom: signed("5cf8f73096256a8f31e491e813e4eb8e", { urn: "urn:pulumi:x", id: "i" }),
        component: signed("5cf8f73096256a8f31e491e813e4eb8e", { urn: "urn:pulumi:x" }),
      },
      { props: { custom: "i", component: "urn:pulumi:x" }, marks: [] },
    ],
    [
      "an object with an unknown signature",
      { a: signed("x", { b: 1 }) },
      { props: { a: signed("x", { b: 1 }) } as Props, marks: [] },
    ],
  ];
  for (const [what, sent, read] of rows) {
    it(`read ${what}`, () => {
      const { props: found, marks } = fromEngine(struct(sent));
      assert.deepEqual(found, read.props);
      assert.deepEqual(marks.map(key).sort(), read.marks.map(key).sort());
    });
  }

  for (const [signature, name] of [
    ["c44067f5952c0a294b673a41bacd8c17", "an asset"],
    ["0def7320c3a5731c473e5ecbe6d01bc7", "an archive"],
  ] as const) {
    it(`refuse ${name}, and give its path`, () => {
      assert.throws(() => fromEngine(struct({ list: [{ token: signed(signature, { text: "CANARY" }) }] })), {
        code: "ERR_SINCH_CONFIGURATION",
        message: `list[0].token must not be ${name}`,
      });
    });
  }

  it("omit undefined values", () => {
    assert.deepEqual(toEngine({ a: undefined, b: { c: undefined }, d: [undefined] }).toJavaScript(), {
      b: {},
      d: [null],
    });
  });
});
