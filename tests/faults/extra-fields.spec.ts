import assert from "node:assert/strict";
import { changeByHand, SHOWN, tryPairs } from "./extra-fields";

describe("extraFields of random programs @extra-fields", function () {
  this.timeout(60_000);

  for (const shown of Object.keys(SHOWN) as (keyof typeof SHOWN)[])
    it(`reach the service and come back, with secrets ${shown}`, () => tryPairs(10, shown));

  it("are drift only if the program set them", async () => {
    assert.deepEqual(await changeByHand(18), { found: 18, falseAlarms: 0, repaired: 18 });
  });
});
