import assert from "node:assert/strict";
import { liveWebhooks } from "./webhooks";

describe("an app with webhooks and faults in a third of the calls @any-fault", () => {
  it("reaches exactly the program's state by the recovery that errors suggest, in 40 random sequences", async function () {
    this.timeout(120_000);
    const { faults } = await liveWebhooks(40);
    assert.ok(faults > 0);
  });
});
