import { recordFigures } from "../support/figures";
import { liveWebhooks } from "./webhooks";

describe("an app with its webhooks, whatever befalls a third of the calls, many times, @any-fault", () => {
  it("ends with exactly what the program asks for", async function () {
    this.timeout(0);
    recordFigures("webhook-sequences", await liveWebhooks(Number(process.env.FAULTS_COUNT ?? 10_000)));
  });
});
