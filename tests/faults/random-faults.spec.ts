import assert from "node:assert/strict";
import { startFake } from "../../fake";
import { APPS, caller } from "../integration/fake/client";
import { faultsOnAThird } from "./random-faults";

const NAMES = ["Alpha", "Beta", "Gamma"];
const ATTEMPTS = 12;

/** What befalls the creates of each app. @param order which app's create comes when. */
async function faultsOf(key: string, order: readonly string[]): Promise<Record<string, (string | undefined)[]>> {
  const fake = await startFake();
  try {
    const call = caller(fake.origin);
    const found: Record<string, (string | undefined)[]> = {};
    faultsOnAThird(fake, key);
    for (const name of order) {
      await call(APPS, { method: "POST", body: { display_name: name, channel_credentials: [] } }).catch(
        () => undefined,
      );
      found[name] = [...(found[name] ?? []), fake.journal.entries.at(-1)?.fault];
    }
    return found;
  } finally {
    await fake.close();
  }
}

describe("random faults @any-fault", () => {
  it("hit the same calls of an app, whatever the order of calls across apps", async () => {
    const inTurns = Array.from({ length: ATTEMPTS }, () => NAMES).flat();
    const appByApp = NAMES.toReversed().flatMap((name) => Array.from({ length: ATTEMPTS }, () => name));
    const found = await faultsOf("7", inTurns);
    assert.deepEqual(await faultsOf("7", appByApp), found);
    assert.notDeepEqual(await faultsOf("8", inTurns), found);
    const all = Object.values(found).flat();
    const hit = all.filter((fault) => fault !== undefined).length;
    assert.ok(hit > all.length / 6 && hit < all.length / 2, `${hit} of ${all.length}`);
  });
});
