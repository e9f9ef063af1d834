import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import { nameIn, parseUrn } from "../../../../provider/base/urn";
import { CHECKOUT } from "../../../support/checkout";

const APP = "pulumi-nodejs:dynamic/sinch/conversation:App";

describe("parseUrn", () => {
  const rows: [what: string, types: string, name: string, parents: readonly string[]][] = [
    ["an app", APP, "support", []],
    ["one with parents", `my:own:Group$my:own:Team$${APP}`, "support", ["my:own:Group", "my:own:Team"]],
    ["a name with ::", APP, "a::b", []],
    ["a name that begins with it", APP, "::b", []],
    ["a name that ends with it", `my:own:Group$${APP}`, "a::", ["my:own:Group"]],
    ["a name with three colons", APP, ":::", []],
    ["a name that looks like a URN", APP, `urn:pulumi:dev::shop::${APP}::b`, []],
    ["a name with $", APP, "a$b", []],
    ["a name with line ends", APP, "a\nb::c\u2028d", []],
    ["no name", APP, "", []],
  ];
  for (const [what, types, name, parents] of rows) {
    it(`reads the parts of ${what}`, () => {
      const urn = `urn:pulumi:dev::shop::${types}::${name}`;
      assert.deepEqual(parseUrn(urn), { stack: "dev", project: "shop", parents, type: APP, name });
    });
  }

  it("is the only code that parses a URN", () => {
    const cwd = CHECKOUT;
    const files = globSync("{cli,fake,policy,provider,sdk,tools}/**/*.{ts,mjs}", { cwd });
    assert.ok(files.length > 200);
    const others = files.filter((file) => /["'`/]::["'`/]/.test(readFileSync(path.join(cwd, file), "utf8")));
    assert.deepEqual(others, ["provider/base/urn.ts"]);
  });

  it("treats any other text as the name", () => {
    for (const text of ["", "support", "a::b", "urn:pulumi:dev::shop"]) assert.equal(nameIn(text), text);
  });
});
