import assert from "node:assert/strict";
import { isNoMethod, readFailure } from "../../../../provider/http/api-message";
import { textsIn } from "../../../../provider/model/secrets";
import { appType } from "../../../../provider/resources/app";

const read = (body: unknown, secrets: string[] = []) => readFailure(JSON.stringify(body), secrets);

describe("readFailure", () => {
  const rows: [body: unknown, message: string | undefined, status: string | undefined][] = [
    [{ message: "no", status: "NOT_FOUND" }, "no", "NOT_FOUND"],
    [{ error: { message: "no", status: "NOT_FOUND" } }, "no", "NOT_FOUND"],
    [{ message: "", error_description: "described", error: "word" }, "described", "word"],
    [{ error: "invalid_client", error_description: "no such client" }, "no such client", "invalid_client"],
    [{ error: "https://x", error_description: "no" }, "no", undefined],
    [{ message: 7, error: "word" }, "word", undefined],
    [{ message: ["no"] }, undefined, undefined],
    [{ message: "" }, undefined, undefined],
    [{ message: "x".repeat(500) }, "x".repeat(500), undefined],
    [{ message: "x".repeat(501) }, `${"x".repeat(500)}…`, undefined],
    [{ message: " a \n\u0000b " }, "a b", undefined],
    [{ status: ["NOT_FOUND"] }, undefined, undefined],
    [{ status: "NOT_FOUND now" }, undefined, undefined],
    [{ status: "not NOT_FOUND" }, undefined, undefined],
    [{ status: "not_found" }, undefined, undefined],
    [{ status: "" }, undefined, undefined],
    [{ status: "A".repeat(51) }, undefined, undefined],
    [{ status: "A".repeat(50) }, undefined, "A".repeat(50)],
    [7, undefined, undefined],
  ];
  for (const [body, message, status] of rows) {
    it(`reads ${message?.slice(0, 20)}, ${status?.slice(0, 20)} from ${JSON.stringify(body).slice(0, 60)}`, () => {
      assert.deepEqual(read(body), { message, status, isJson: true });
    });
  }

  it("removes a secret from OAuth2's message as well", () => {
    assert.deepEqual(
      read({ error: "hunter_two_hunter", error_description: "key hunter_two_hunter" }, ["hunter_two_hunter"]),
      {
        message: "key [secret]",
        status: "[secret]",
        isJson: true,
      },
    );
  });

  it("distinguishes a method that the API doesn't have from another 501", () => {
    const said = { message: "Method Not Allowed", status: "UNIMPLEMENTED" };
    const tell = (status: number, body: object) => isNoMethod(status, read(body));
    assert.deepEqual([tell(501, said), tell(501, { error: said })], [true, true]);
    assert.deepEqual([tell(500, said), tell(501, { ...said, status: "INTERNAL" })], [false, false]);
    assert.deepEqual([tell(501, { ...said, message: "Not Implemented" }), tell(501, {})], [false, false]);
  });

  it("reads nothing from a text that isn't JSON", () => {
    assert.deepEqual(readFailure("<p>no", []), { message: undefined, status: undefined, isJson: false });
  });

  it("shows no secret beyond the part of a long message that is read", () => {
    const secret = 'EAAabcdefghijkl"ZZ&LONGtoken';
    const quoted = secret.replaceAll("&", "&amp;").replaceAll('"', "&quot;");
    for (let shown = 8; shown <= quoted.length; shown++) {
      const before = `Bad request:${" ".repeat(4_000 - 12 - shown)}`;
      const { message } = read({ message: `${before}${quoted}</pre>` }, [secret]);
      assert.match(String(message), /^Bad request: \[secret\]/, `${shown} characters`);
    }
  });

  it("removes secrets before it cuts the message", () => {
    assert.equal(
      read({ message: `token abcdef ${"x".repeat(600)}` }, ["abcdef", "b"]).message?.slice(0, 22),
      "token [secret] xxxxxxx",
    );
    const late = read({ message: `${"x".repeat(497)}abcdef` }, ["abcdef"]).message;
    assert.equal(late, `${"x".repeat(497)}[se…`);
  });
});

describe("textsIn", () => {
  it("returns the secrets of all fields, unknown ones included, at any depth", () => {
    const body = {
      displayName: "A",
      channelCredentials: [
        { channel: "SMS", staticBearer: { claimedIdentity: "i", token: "t1" } },
        { channel: "PIGEON", rings: ["r1", { deep: ["r2", 7, null] }], flag: true },
      ],
      callbackSettings: { secretForOverriddenCallbackUrls: "o" },
    };
    assert.deepEqual(textsIn(appType, body), ["t1", "r1", "r2", "o"]);
  });
});
