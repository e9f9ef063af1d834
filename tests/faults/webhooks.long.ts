import { recordFigures } from "../support/figures";
import { liveWebhooks } from "./webhooks";

describe("an app with webhooks and faults in a third of the calls, many times, @any-fault", () => {
  it("reaches exactly the program's state", async function () {
    this.timeout(0);
    recordFigures("webhook-sequences", await liveWebhooks(Number(process.env.FAULTS_COUNT ?? 10_000)));
  });
});
