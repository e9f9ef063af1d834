import assert from "node:assert/strict";
import { type Fake, startFake } from "../../../fake";
import { type Aftermath, harmTo, Toll } from "./aftermath";

describe("the toll of kills @killed-at-request", () => {
  let fake: Fake;
  before(async () => {
    fake = await startFake();
  });
  after(() => fake.close());

  const none = { duplicates: 0, orphans: 0, lost: 0 };

  it("counts twins, apps that the state doesn't hold, and apps that are gone, missing or made anew", () => {
    const insert = (display_name: string, region: "us" | "eu" = "us"): string =>
      fake.insert({ display_name }, { region });
    const [a, b] = [insert("A"), insert("B")];
    const state = { a, b };
    assert.deepEqual(harmTo(fake, state, ["a", "b"], { a }), none);
    assert.deepEqual(harmTo(fake, state, ["a", "b"], { a: "before" }), { ...none, lost: 1 });
    assert.deepEqual(harmTo(fake, state, ["a", "b", "c"], {}), { ...none, lost: 1 });
    const elsewhere = insert("A", "eu");
    assert.deepEqual(harmTo(fake, state, ["a", "b"], {}), { ...none, orphans: 1 });
    fake.remove(elsewhere);
    const twin = insert("A");
    assert.deepEqual(harmTo(fake, state, ["a", "b"], {}), { ...none, duplicates: 1, orphans: 1 });
    assert.deepEqual(harmTo(fake, { ...state, "a (old)": twin }, ["a", "b"], {}), { ...none, duplicates: 1 });
    fake.remove(twin);
    fake.remove(b);
    assert.deepEqual(harmTo(fake, state, ["a", "b"], {}), { ...none, lost: 1 });
    assert.deepEqual(harmTo(fake, { a, b: a }, ["a", "b"], {}), { ...none, duplicates: 1 });
  });

  it("fails with one of them", () => {
    const well: Aftermath = { ...none, recovered: true, tries: 1, cleared: false, left: 0 };
    const ill: Partial<Aftermath>[] = [
      { duplicates: 1 },
      { orphans: 1 },
      { lost: 1 },
      { recovered: false },
      { left: 1 },
    ];
    for (const one of ill) {
      const toll = new Toll();
      toll.add(well);
      toll.assertNoHarm();
      toll.add({ ...well, ...one });
      assert.throws(() => toll.assertNoHarm(), JSON.stringify(one));
    }
  });
});
