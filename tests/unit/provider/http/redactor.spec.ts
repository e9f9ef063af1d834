import assert from "node:assert/strict";
import fc from "fast-check";
import { Redactor } from "../../../../provider/http/redactor";
import { quotations } from "../../../support/quotations";

const clean = (text: string, ...secrets: string[]): string => new Redactor(secrets).clean(text);

const ways = Object.entries(quotations);
const inBytes = (how: string): boolean => /base64|hexadecimal digits/.test(how);

const secrets: Readonly<Record<string, string>> = {
  "letters and digits": "Abc123",
  "quotes and backslashes": 'a"b\\c\\\\d\\"e\'f"g',
  "blanks and lines": "a b\tc\nd\re",
  "characters that URLs escape": "a/b+c%d&e=f?g#h",
  "what looks escaped already": "a%41b&lt;c\\u0041d=41e%2541&amp;amp;z",
  "pattern syntax": "^a.b*c$(d)[e]{f}|g",
  "other letters": "äß語😀\u0080\u00ff",
  "hexadecimal digits at both ends": "41abcdefxyzabcdef41",
};

/** What can stand before a quotation, some of which an escape could begin with. */
const BEFORE = [
  "",
  " ",
  "<",
  '"',
  "token=",
  "token%3D",
  "100%",
  "a&",
  "\\",
  "\\n",
  "&amp;",
  "path/",
  "x",
  "=\r\n",
  "'",
];

/** Random secrets: no backslashes or quotation marks at the ends, which stay outside of what is hidden. */
const secret = fc
  .oneof(
    fc.string({ unit: "binary", minLength: 8, maxLength: 30 }),
    fc.string({ unit: "binary-ascii", minLength: 8, maxLength: 30 }),
    fc.string({ unit: fc.constantFrom(..."%&=\\u0041xaF;#+/ \"'\n"), minLength: 8, maxLength: 30 }),
    fc.base64String({ minLength: 8, maxLength: 40 }),
  )
  .filter((text) => text.replace(/[\\"']/g, "").length >= 8 && !/^["'\\]|["'\\]$/.test(text));

describe("Redactor @planted-secrets", () => {
  for (const [what, text] of Object.entries(secrets)) {
    for (const [how, quote] of ways) {
      it(`removes ${what}, quoted ${how}`, () => {
        for (const before of BEFORE) {
          const cleaned = clean(`${before}${quote(text)} behind`, text);
          // One of the digits in base64 can hold a part of what stands before, and an escape can begin there.
          const [left = "", ...right] = cleaned.split("[secret]");
          assert.deepEqual(right, [" behind"]);
          assert.ok(inBytes(how) || left === before || left === before.slice(0, -1), cleaned);
        }
      });
    }
  }

  for (const encoding of ["base64", "base64url", "hex"] as const) {
    for (const before of ["", "1", "12", "123"]) {
      it(`removes what is in ${encoding}, ${before.length} bytes into it`, () => {
        for (const text of ["secret-of-some-length", 'with"quotes~~~???ÿÿÿ', "four"]) {
          const cleaned = clean(Buffer.from(`${before}${text}behind`).toString(encoding), text);
          assert.match(cleaned, /^[\w+/-]{0,6}\[secret\][\w+/=-]{0,12}$/);
        }
      });
    }
  }

  it("removes a key in an Authorization header that an HTML page quotes", () => {
    const header = `Basic ${Buffer.from("key-1:a&b/c+d").toString("base64")}`;
    const page = `<p>{&quot;authorization&quot;:&quot;${header.replaceAll("+", "&#43;")}&quot;}`;
    assert.match(
      clean(page, "a&b/c+d"),
      /^<p>\{&quot;authorization&quot;:&quot;Basic [\w+/]{1,8}\[secret\]=*&quot;\}$/,
    );
  });

  it("keeps the rest unchanged", () => {
    for (const text of [
      'channel_credentials[0]: "token" \\u00e9 100% a+b &amp; &nbsp; =41 😀 \ud800 YWJj 616263',
      "=".repeat(9),
      "&#x110000; \\u{110000} \\U00110000 %u00",
      "",
    ]) {
      assert.equal(clean(text, "sms-token", "é!", "100% of it", "abcd", "\ufffd\ufffd\ufffd\ufffd"), text);
    }
  });

  it("removes every secret anywhere, the longest first", () => {
    assert.equal(clean("abcd abcdef efgh abcd", "abcd", "abcdef", "efgh"), "[secret] [secret] [secret] [secret]");
  });

  it("removes overlapping secrets", () => {
    assert.equal(clean("<abcdefgh>", "abcdef", "defgh"), "<[secret]>");
  });

  it("keeps secrets that are too short, not counting backslashes and quotation marks", () => {
    assert.equal(clean("abc abcd", "abc"), "abc abcd");
    assert.equal(clean("abc abcd", "abcd"), "abc [secret]");
    assert.equal(clean('a\\\\b\\"cd', 'a\\\\b\\"c'), 'a\\\\b\\"cd');
  });

  it("removes 8 or more characters of a secret that is cut off at the end", () => {
    for (const end of ["", "…", "...", " ...\n"]) {
      assert.equal(clean(`token abcdefgh${end}`, "abcdefghijkl"), `token [secret]${end}`);
      assert.equal(clean(`token abcdefg${end}`, "abcdefghijkl"), `token abcdefg${end}`);
    }
    assert.equal(clean("token abcdefgh, abc", "abcdefghijkl"), "token abcdefgh, abc");
  });

  it("removes 8 or more characters of a secret that is cut off within an escape", () => {
    const secret = 'abcdefgh&"ä😀/ijklmnop';
    for (const [way, quote] of ways.filter(([name]) => !inBytes(name))) {
      const quoted = [...quote(secret)];
      for (let length = quoted.length - 1; length > [...quote("abcdefgh&")].length; length--) {
        const text = `token ${quoted.slice(0, length).join("")}`;
        assert.doesNotMatch(clean(text, secret), /abcd|efgh/, `${way}: ${text}`);
      }
    }
    for (const cut of ["&", "&am", "&am...", "%2", "%", "\\", "\\u00", "&amp;am", "%252"])
      assert.match(clean(`token abcdefgh${cut}`, "abcdefgh&ijkl"), /^token \[secret\]/, cut);
    assert.equal(clean("token abcdefgh &lt", "abcdefgh&ijkl"), "token abcdefgh &lt");
  });

  const long = 4_000;
  const slow: Readonly<Record<string, string>> = {
    backslashes: "\\".repeat(long),
    "quotation marks": '"'.repeat(long),
    "a percent sign, escaped again and again": `%${"25".repeat(long / 2)}`,
    "percent signs": "%25".repeat(long / 3),
    "escaped digits of an escape": `%${"%32%35".repeat(long / 6)}`,
    "an ampersand, escaped again and again": `&${"amp;".repeat(long / 4)}`,
    "escaped backslashes": "%5C".repeat(long / 3),
    "base64 of base64 of base64": [1, 2, 3].reduce(
      (text) => Buffer.from(text).toString("base64"),
      "ab\\n ".repeat(330),
    ),
    "base64, escaped for a URL": encodeURIComponent("+Ab/".repeat(long / 8)),
  };
  /** By the processor's time: a busy machine takes longer. */
  const soon = (work: () => void): void => {
    const since = process.cpuUsage();
    work();
    const { user } = process.cpuUsage(since);
    // Mutation tests instrument the code, which makes it slow; what a mutant makes endless ends by their own time limit.
    const most = process.env.STRYKER_MUTATOR_WORKER ? Number.POSITIVE_INFINITY : 5_000_000;
    assert.ok(user < most, `${user} µs`);
  };
  it("quickly finds a long secret with non-ASCII letters in a URL", () => {
    const text = "ä".repeat(600);
    soon(() => assert.equal(clean(encodeURIComponent(text), `${text}x`), "[secret]"));
  });

  for (const [what, text] of Object.entries(slow)) {
    it(`is fast for ${what}`, () => {
      const many = Array.from({ length: 50 }, (_, index) => `\\"${"\\".repeat(20)}25${index}${"x".repeat(40)}`);
      soon(() => assert.equal(clean(text, ...many), text));
    });
  }

  it("removes digits that read as octal escapes after backslashes", () => {
    for (const text of ["AAAAAAAA", "A1A1A1A1", "\0\0\0E\0\0\0\0"]) {
      const digits = Buffer.from(text).toString("hex");
      const quoted = digits.replace(/./g, (digit) => `\\\\u003${digit}`);
      assert.equal(clean(`${quoted} behind`, text), "[secret] behind");
    }
  });

  it("removes base64 in lines whose ends are escaped twice", () => {
    const text = "%".repeat(16);
    const lines = Buffer.from(text).toString("base64").replace(/.{20}/, "$&\\x0d\\x0a");
    const quoted = lines.replace(/[^=]/g, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, "0")}`);
    assert.equal(clean(`${quoted} behind`, text), "[secret]== behind");
  });

  it("removes random secrets, however often and in whatever order they are quoted", () => {
    fc.assert(
      fc.property(
        secret,
        fc.array(fc.constantFrom(...ways), { maxLength: 3 }),
        fc.constantFrom(...BEFORE),
        (text, nested, before) => {
          // Within base64 within base64 is looked into, not deeper.
          fc.pre(nested.filter(([how]) => inBytes(how)).length <= 2);
          const quoted = nested.reduce((inner, [, quote]) => quote(inner), text);
          const cleaned = clean(`${before}${quoted} behind`, text);
          // What stays are escaped backslashes in front of it, and digits that hold a part of what is around it.
          assert.ok(cleaned.includes("[secret]"), cleaned);
          assert.ok(cleaned.length <= `${before}[secret] behind`.length + 20, cleaned);
          assert.ok(!cleaned.includes(quoted), cleaned);
        },
      ),
      { numRuns: 400 },
    );
  });
});
