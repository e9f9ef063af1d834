import assert from "node:assert/strict";
import type { Response } from "got";
import { replyOf, requestIdOf, unusable } from "../../../../provider/http/response";

const ASKED = { method: "GET", path: "/v1/projects/p/apps" };

const response = (statusCode: number, body: string, headers: Record<string, unknown> = {}): Response<string> =>
  ({ statusCode, body, headers }) as unknown as Response<string>;

describe("replyOf", () => {
  it("returns the JSON", () => {
    assert.deepEqual(replyOf(response(200, '{"apps": []}'), ASKED).json, { apps: [] });
    assert.equal(replyOf(response(299, "null"), ASKED).json, null);
  });

  it("accepts an empty response to a DELETE only", () => {
    assert.deepEqual(replyOf(response(200, ""), { ...ASKED, method: "DELETE" }).json, {});
    assert.throws(() => replyOf(response(200, " "), { ...ASKED, method: "DELETE" }), /isn't JSON/);
    assert.throws(() => replyOf(response(200, ""), ASKED), {
      code: "ERR_SINCH_RESPONSE",
      message: "the response isn't JSON (GET /v1/projects/p/apps → 200)",
    });
  });

  for (const status of [300, 302, 399]) {
    it(`refuses a redirect (${status}), whatever it contains`, () => {
      assert.throws(() => replyOf(response(status, "{}", { "x-request-id": "r1" }), ASKED), {
        code: "ERR_SINCH_RESPONSE",
        message: `the response is a redirect, which isn't followed (GET /v1/projects/p/apps → ${status}, request r1)`,
      });
    });
  }

  it("names the request if there is no response", () => {
    assert.equal(unusable("why", ASKED).message, "why (GET /v1/projects/p/apps)");
  });

  const ids: [id: unknown, shown: string | undefined][] = [
    ["7f3a", "7f3a"],
    ["a.b:c/d+e=f-g_h", "a.b:c/d+e=f-g_h"],
    ["x".repeat(100), "x".repeat(100)],
    ["x".repeat(101), undefined],
    ["", undefined],
    ["a b", undefined],
    [" a", undefined],
    ["a\n", undefined],
    [["a", "b"], undefined],
    [["ab"], undefined],
    [undefined, undefined],
  ];
  for (const [id, shown] of ids) {
    it(`shows ${shown === undefined ? "no request ID" : "the request ID"} for ${JSON.stringify(id)?.slice(0, 30)}`, () => {
      assert.equal(requestIdOf(response(200, "", { "x-request-id": id })), shown);
    });
  }
});
