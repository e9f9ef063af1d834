import assert from "node:assert/strict";
import fc from "fast-check";
import { withoutSecrets } from "../../../../provider/http/redaction";

const twice = (text: string): string => JSON.stringify(JSON.stringify(text));
const inAscii = (text: string): string =>
  JSON.stringify(text).replace(/[^ -~]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`);

const quotations: readonly [how: string, quote: (text: string) => string][] = [
  ["as it is", (text) => text],
  ["as a JSON text", JSON.stringify],
  ["as a JSON text within a JSON text", twice],
  ["as a JSON text in ASCII", inAscii],
  [
    "as a JSON text in ASCII, in capitals",
    (text) => inAscii(text).replace(/\\u..../g, (c) => `\\u${c.slice(2).toUpperCase()}`),
  ],
  ["escaped for a URL", encodeURIComponent],
  ["escaped for a URL, in small letters", (text) => encodeURIComponent(text).replace(/%../g, (c) => c.toLowerCase())],
  ["escaped for a URL twice", (text) => encodeURIComponent(encodeURIComponent(text))],
  ["as a JSON text, escaped for a URL", (text) => encodeURIComponent(twice(text))],
  ["escaped for a form", (text) => new URLSearchParams({ text }).toString()],
];

const secrets: readonly [what: string, secret: string][] = [
  ["letters and digits", "Abc123"],
  ["quotes and backslashes", 'a"b\\c\\\\d\\"e'],
  ["blanks and lines", "a b\tc\nd\re"],
  ["what URLs escape", "a/b+c%d&e=f?g#h"],
  ["what a pattern means something by", "^a.b*c$(d)[e]{f}|g"],
  ["other letters", "äß語😀"],
];

describe("a message of the API without secrets", () => {
  for (const [what, secret] of secrets) {
    for (const [how, quote] of quotations) {
      it(`leaves out a secret of ${what} that is quoted ${how}`, () => {
        const text = withoutSecrets(`before ${quote(secret)} behind`, [secret]);
        assert.match(text, /^before (["\\]|text=|%22|%5C)*\[hidden\](["\\]|%22|%5C)* behind$/);
      });
    }
  }

  for (const before of ["", "1", "12", "123"]) {
    for (const encoding of ["base64", "base64url"] as const) {
      for (const secret of ["secret-of-some-length", 'with"quotes~~~???ÿÿÿ']) {
        it(`leaves out ${secret} in ${encoding}, ${before.length} bytes into it`, () => {
          const text = Buffer.from(`${before}${secret}behind`).toString(encoding);
          const shown = withoutSecrets(text, [secret]);
          assert.match(shown, /^[\w+/-]{0,5}\[hidden\][\w+/=-]{0,12}$/);
        });
      }
    }
  }

  it("leaves out a secret within a body in base64", () => {
    const body = Buffer.from(JSON.stringify({ token: 'with"quotes' })).toString("base64");
    assert.match(withoutSecrets(body, ['with"quotes']), /\[hidden\]/);
  });

  it("shows the rest as it is", () => {
    const text = 'channel_credentials[0]: "token" \\u00e9 100% a+b';
    assert.equal(withoutSecrets(text, ["sms-token", "é!", "100% of it"]), text);
  });

  it("leaves out all secrets, each everywhere, the longest first", () => {
    assert.equal(
      withoutSecrets("abcd abcdef efgh abcd", ["abcd", "abcdef", "efgh"]),
      "[hidden] [hidden] [hidden] [hidden]",
    );
  });

  it("shows what is too short to be a secret", () => {
    assert.equal(withoutSecrets("abc abcd", ["abc"]), "abc abcd");
    assert.equal(withoutSecrets("abc abcd", ["abcd"]), "abc [hidden]");
  });

  it("finds nothing in base64 that is too short for it", () => {
    const encoded = (text: string): string => Buffer.from(text).toString("base64");
    assert.equal(withoutSecrets(encoded("abcdefg"), ["abcdefg"]), encoded("abcdefg"));
    assert.equal(withoutSecrets(encoded("abcdefghi"), ["abcdefghi"]), "[hidden]");
  });

  it("is soon done with a secret of many backslashes", () => {
    const secret = `${"\\".repeat(40)}"${"\\".repeat(40)}x`;
    assert.equal(withoutSecrets(`${"\\".repeat(400)}y`, [secret]), `${"\\".repeat(400)}y`);
    assert.equal(withoutSecrets(twice(secret), [secret]).replace(/[\\"]/g, ""), "[hidden]");
  });

  it("holds no random secret, however it is quoted", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "grapheme", minLength: 4, maxLength: 40 }).filter((text) => !"[hidden]text=".includes(text)),
        fc.constantFrom(...quotations),
        (secret, [, quote]) => {
          const text = withoutSecrets(`<${quote(secret)}>`, [secret]);
          assert.ok(text.includes("[hidden]") && !text.includes(quote(secret)), text);
        },
      ),
      { numRuns: 500 },
    );
  });
});
