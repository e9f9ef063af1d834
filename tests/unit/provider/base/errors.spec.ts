import assert from "node:assert/strict";
import vm from "node:vm";
import { lineOf } from "../../../../cli/cli-error";
import {
  ApiError,
  asOurs,
  codeIn,
  mayHaveHadEffect,
  messageInEngine,
  messageOf,
  SinchError,
  stackOf,
  whileDoing,
  withCode,
  withoutCode,
} from "../../../../provider/base/errors";

describe("ApiError", () => {
  const asked = { method: "GET", path: "/v1/x" };

  it("quotes the service's message and names the request", () => {
    const error = new ApiError({
      ...asked,
      status: 403,
      apiStatus: "PERMISSION_DENIED",
      apiMessage: "no",
      requestId: "7",
    });
    assert.equal(error.message, "no (GET /v1/x → 403 PERMISSION_DENIED, request 7)");
    const { name, method, path, status, apiStatus, apiMessage, requestId } = error;
    assert.deepEqual(
      { name, method, path, status, apiStatus, apiMessage, requestId },
      { name: "ApiError", ...asked, status: 403, apiStatus: "PERMISSION_DENIED", apiMessage: "no", requestId: "7" },
    );
  });

  it("omits what the service doesn't say, and ends with the fix", () => {
    assert.equal(new ApiError({ ...asked, status: 500 }).message, "the API gave no reason (GET /v1/x → 500)");
    const error = new ApiError({ ...asked, status: 404, hint: "Look there", code: "ERR_SINCH_NOT_FOUND" });
    assert.equal(error.message, "the API gave no reason (GET /v1/x → 404). Look there");
    assert.equal(error.code, "ERR_SINCH_NOT_FOUND");
  });

  const codes: [status: number, code: string][] = [
    [403, "ERR_SINCH_ACCESS_DENIED"],
    [404, "ERR_SINCH_API"],
    [408, "ERR_SINCH_SERVER"],
    [425, "ERR_SINCH_API"],
    [499, "ERR_SINCH_SERVER"],
    [500, "ERR_SINCH_SERVER"],
    [599, "ERR_SINCH_SERVER"],
  ];
  for (const [status, code] of codes) {
    it(`has the code ${code} for a ${status}`, () => {
      assert.equal(new ApiError({ ...asked, status }).code, code);
    });
  }
});

describe("SinchError", () => {
  it("has its code, and the request if one was sent", () => {
    const plain = new SinchError("ERR_SINCH_STATE", "gone");
    assert.deepEqual(
      [plain.name, plain.code, plain.method, plain.path],
      ["SinchError", "ERR_SINCH_STATE", undefined, undefined],
    );
    const sent = new SinchError("ERR_SINCH_STATE", "gone", { asked: { method: "PUT", path: "/x" }, cause: plain });
    assert.deepEqual([sent.method, sent.path, sent.cause], ["PUT", "/x", plain]);
  });
});

describe("messageOf", () => {
  it("returns one line for anything thrown", () => {
    assert.equal(messageOf(new Error(" one \n  two\nthree ")), "one two three");
    assert.equal(messageOf("text"), "text");
    assert.equal(messageOf(vm.runInNewContext("new Error('elsewhere')")), "elsewhere");
    assert.equal(messageOf({ message: "no error" }), "[object Object]");
  });
});

describe("codeIn and mayHaveHadEffect", () => {
  it("find the code at the end of a message", () => {
    const shown = withCode("refused [once]", "ERR_SINCH_NAME_IN_USE");
    assert.equal(shown, "refused [once] [ERR_SINCH_NAME_IN_USE]");
    assert.equal(codeIn(`${shown} \n`), "ERR_SINCH_NAME_IN_USE");
    assert.equal(withoutCode(`${shown} \n`), "refused [once]");
    for (const text of ["refused", "[ERR_SINCH_NAME_IN_USE] refused", "refused [ERR_OTHER]", "[ERR_SINCH_STATE]"]) {
      assert.equal(codeIn(text), undefined);
      assert.equal(withoutCode(text), text);
    }
  });

  it("tell whether the request may have taken effect", () => {
    const may = ["ERR_SINCH_RESPONSE", "ERR_SINCH_SERVER", "ERR_SINCH_UNREACHABLE"];
    const not = ["ERR_SINCH_API", "ERR_SINCH_OUTAGE", "", undefined];
    assert.deepEqual([...may, ...not].filter(mayHaveHadEffect), may);
  });

  it("ignore a code within a name or the service's words", () => {
    assert.equal(codeIn('creating app "A [ERR_SINCH_SERVER]": refused'), undefined);
    assert.equal(mayHaveHadEffect(undefined), false);
  });

  it("come with the key that the engine uses, if the error concerns the key", () => {
    for (const code of ["ERR_SINCH_KEY_REFUSED", "ERR_SINCH_KEY_MISSING"] as const) {
      const error = new SinchError(code, "no");
      assert.match(messageInEngine(error), /^no\. A key that was changed in the configuration is used by `pulumi up`/);
      assert.equal(lineOf(error).includes("pulumi up"), false);
    }
    assert.match(lineOf(new SinchError("ERR_SINCH_KEY_REFUSED", "no")), /^no\. Check key id and secret/);
  });

  it("come without a key for any other error", () => {
    assert.equal(messageInEngine(new SinchError("ERR_SINCH_API", "no")), "no");
    assert.match(messageInEngine(new RangeError("x")), /^internal error \(RangeError\), a bug /);
  });
});

describe("whileDoing", () => {
  it("prefixes the operation, and keeps the code and the original", () => {
    const original = new SinchError("ERR_SINCH_UNREACHABLE", "no response from x");
    const error = whileDoing('creating app "support"', original);
    assert.equal(error.message, 'creating app "support": no response from x');
    assert.equal(error.code, "ERR_SINCH_UNREACHABLE");
    assert.equal(error.cause, original);
    assert.equal(original.message, "no response from x");
  });

  it("reports a foreign error as a bug, and shows its message and stack only with SINCH_DEBUG", () => {
    const bug = new TypeError("Cannot use 'in' operator to search for 'x' in CANARY-token");
    const error = whileDoing("updating", whileDoing("reading", bug));
    assert.equal(error.code, "ERR_SINCH_BUG");
    assert.match(
      error.message,
      /^updating: reading: internal error \(TypeError\), a bug of pulumi-sinch-conversation: .*SINCH_DEBUG=1/,
    );
    assert.doesNotMatch(error.message, /CANARY/);
    assert.equal(stackOf(error, {}), undefined);
    assert.equal(stackOf(error, { SINCH_DEBUG: "1" }), bug.stack);
    assert.equal(stackOf(new SinchError("ERR_SINCH_STATE", "gone"), { SINCH_DEBUG: "1" }), undefined);
    assert.match(whileDoing("reading", "CANARY-text").message, /^reading: internal error \(string\)/);
  });

  it("keeps the class of a SinchError", () => {
    const error = new SinchError("ERR_SINCH_STATE", "gone");
    assert.equal(asOurs(error), error);
    assert.equal(stackOf("text", { SINCH_DEBUG: "1" }), undefined);
  });
});
