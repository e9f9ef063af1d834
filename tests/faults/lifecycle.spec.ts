import assert from "node:assert/strict";
import { liveMany } from "./many";

describe("the lifecycle with faults in a third of the calls @any-fault", () => {
  it("reaches exactly the program's state by the documented recovery, in 60 random sequences", async function () {
    this.timeout(300_000);
    const { sequences } = await liveMany({ count: 60 });
    assert.ok(sequences > 0);
  });

  for (const [what, through] of [
    ["Pulumi's process for dynamic resources", "dynamic"],
    ["the plugin's process", "plugin"],
  ] as const) {
    it(`reaches exactly the program's state by the documented recovery, in 2 random sequences through ${what}`, async function () {
      this.timeout(300_000);
      const { sequences } = await liveMany({ count: 2, through, steps: 0, previews: false, atOnce: 2 });
      assert.ok(sequences > 0);
    });
  }
});
