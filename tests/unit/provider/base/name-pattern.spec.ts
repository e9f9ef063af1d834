import assert from "node:assert/strict";
import { namePattern } from "../../../../provider/base/name-pattern";

describe("namePattern", () => {
  it("matches anywhere in a name", async () => {
    const matches = await namePattern("ps?$");
    assert.deepEqual(["shop", "shops", "shopping"].map(matches), [true, true, false]);
  });

  it("refuses an invalid or too long expression, in one line", async () => {
    await assert.rejects(namePattern("(["), {
      code: "ERR_SINCH_CONFIGURATION",
      message:
        '"([" can\'t be used as a regular expression: missing closing ]: `[` (RE2 syntax: https://github.com/google/re2/wiki/Syntax)',
    });
    await namePattern("x".repeat(1_000));
    await assert.rejects(namePattern("x".repeat(1_001)), {
      message: `"${"x".repeat(100)}" can't be used as a regular expression: it is over 1000 characters long`,
    });
    await assert.rejects(namePattern("(?=a)"), /can't be used as a regular expression: .* \(RE2 syntax: /);
  });
});
