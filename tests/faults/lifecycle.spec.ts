import assert from "node:assert/strict";
import { liveMany } from "./many";

describe("the lifecycle, whatever befalls a third of the calls, @any-fault", () => {
  it("ends with exactly what the program asks for by the documented way back, in 60 random sequences", async function () {
    this.timeout(300_000);
    const { sequences } = await liveMany({ count: 60 });
    assert.ok(sequences > 0);
  });

  for (const [what, through] of [
    ["Pulumi's process for dynamic resources", "dynamic"],
    ["the plugin's process", "plugin"],
  ] as const) {
    it(`ends with exactly what the program asks for by the documented way back, in 2 random sequences through ${what}`, async function () {
      this.timeout(300_000);
      const { sequences } = await liveMany({ count: 2, through, steps: 0, previews: false, atOnce: 2 });
      assert.ok(sequences > 0);
    });
  }
});
