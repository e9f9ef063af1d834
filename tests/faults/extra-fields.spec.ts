import assert from "node:assert/strict";
import { changeByHand, SHOWN, tryPairs } from "./extra-fields";

describe("extraFields of random programs @extra-fields", function () {
  this.timeout(60_000);

  for (const shown of Object.keys(SHOWN) as (keyof typeof SHOWN)[])
    it(`go to the service and back, with secrets ${shown}`, () => tryPairs(10, shown));

  it("are drift if the program set them, and only then", async () => {
    assert.deepEqual(await changeByHand(18), { found: 18, falseAlarms: 0, repaired: 18 });
  });
});
