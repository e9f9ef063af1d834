import assert from "node:assert/strict";
import { changeByHand, SHOWN, tryPairs } from "./extra-fields";

describe("extraFields of random programs (long)", () => {
  for (const shown of Object.keys(SHOWN) as (keyof typeof SHOWN)[])
    it(`reach the service and come back, with secrets ${shown}`, () => tryPairs(100, shown));

  it("are drift only if the program set them: 200 changes by somebody else", async () => {
    assert.deepEqual(await changeByHand(100), { found: 100, falseAlarms: 0, repaired: 100 });
  });
});
