import assert from "node:assert/strict";
import path from "node:path";
import { App } from "../../../sdk";

describe("App", () => {
  it("names the program's line if it can't be declared, and restores the limit of stack traces", () => {
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
