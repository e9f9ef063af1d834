import assert from "node:assert/strict";
import { liveWebhooks } from "./webhooks";

describe("an app with its webhooks, whatever befalls a third of the calls, @any-fault", () => {
  it("ends with exactly what the program asks for by the way back that errors name, in 40 random sequences", async function () {
    this.timeout(120_000);
    const { faults } = await liveWebhooks(40);
    assert.ok(faults > 0);
  });
});
