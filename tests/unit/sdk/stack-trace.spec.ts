import assert from "node:assert/strict";
import path from "node:path";
import { App } from "../../../sdk";

describe("App: an app that can't be declared", () => {
  it("names the program's line, and leaves the limit of stack traces as it was", () => {
    const { stackTraceLimit } = Error;
    for (const [name, opts] of [
      ["", {}],
      ["app", { parent: "no resource" as never }],
    ] as const) {
      assert.throws(
        () => new App(name, { displayName: "A", channelCredentials: [] }, opts),
        ({ stack }: Error) => stack?.includes(path.basename(__filename)) === true,
      );
    }
    assert.equal(Error.stackTraceLimit, stackTraceLimit);
  });
});
