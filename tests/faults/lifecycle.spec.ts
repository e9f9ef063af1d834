import assert from "node:assert/strict";
import { liveMany } from "./many";

describe("whatever befalls a third of the calls, the documented way back leads to exactly what the program asks for", () => {
  it("in 100 random sequences", async function () {
    this.timeout(120_000);
    const { sequences } = await liveMany({ count: 100 });
    assert.ok(sequences > 0);
  });

  it("in 4 random sequences through Pulumi's process for dynamic resources", async function () {
    this.timeout(300_000);
    const { sequences } = await liveMany({ count: 4, dynamic: true, steps: 0, previews: false, atOnce: 4 });
    assert.ok(sequences > 0);
  });
});
