import assert from "node:assert/strict";
import { changeByHand, SHOWN, tryPairs } from "./extra-fields";

describe("extraFields of random programs, at length", () => {
  for (const shown of Object.keys(SHOWN) as (keyof typeof SHOWN)[])
    it(`go to the service and back, with secrets ${shown}`, () => tryPairs(100, shown));

  it("are drift if the program set them, and only then: 200 changes by somebody else", async () => {
    assert.deepEqual(await changeByHand(100), { found: 100, falseAlarms: 0, repaired: 100 });
  });
});
