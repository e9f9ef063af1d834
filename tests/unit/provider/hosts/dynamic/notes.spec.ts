import assert from "node:assert/strict";
import { setTimeout as wait } from "node:timers/promises";
import { Notes } from "../../../../../provider/hosts/dynamic/notes";
import type { Adoption } from "../../../../../provider/lifecycle";

const adoption = (id: string, changes = false): Adoption => ({ id, note: `${id} is adopted`, changes });

describe("Notes", () => {
  let lines: string[];
  const start = (gatherMs?: number): Notes => new Notes((line) => lines.push(line), "app", gatherMs);
  beforeEach(() => {
    lines = [];
  });

  it("prints a note at once and only once", () => {
    const notes = start();
    for (const note of ["a", "b", "a"]) notes.say(note);
    assert.deepEqual(lines, ["note: a", "note: b"]);
  });

  it("groups adoptions and counts them", () => {
    const notes = start();
    for (const id of ["1", "2"]) notes.ahead(id, adoption(id));
    assert.deepEqual(lines, []);
    notes.flush();
    notes.flush();
    assert.deepEqual(lines, ["note: 1 is adopted", "note: 2 is adopted", "note: 2 apps are adopted"]);
    notes.ahead("3", adoption("3"));
    notes.flush();
    assert.deepEqual(lines.slice(3), ["note: 3 is adopted", "note: 3 apps are adopted"]);
  });

  it("prints adoptions before the end of the run", async () => {
    const notes = start(5);
    notes.ahead("1", adoption("1"));
    await wait(50);
    assert.deepEqual(lines, ["note: 1 is adopted"], "one has no number");
  });

  it("sums up completed adoptions, with the IDs and which of them changed", () => {
    const notes = start();
    for (const id of ["1", "2"]) {
      notes.ahead(id, adoption(id, id === "2"));
      const begun = notes.begun(id);
      assert.ok(begun);
      notes.done(begun);
    }
    notes.ahead("3", adoption("3"));
    notes.begun("3");
    notes.flush();
    assert.deepEqual(lines, ["note: 2 apps were adopted: 1, 2 (changed)"], "nothing of one that failed");
  });

  it("names only some of many adoptions", () => {
    const notes = start();
    for (let at = 1; at <= 300; at++) notes.done(adoption(String(at)));
    notes.flush();
    assert.match(lines.join(), /^note: 300 apps were adopted: 1, 2, .*, 20, and 280 more$/);
  });

  it("prints adoptions at once if the end of the process can't be detected", () => {
    const notes = start(0);
    notes.ahead("1", adoption("1"));
    assert.deepEqual(lines, ["note: 1 is adopted"]);
    notes.done(notes.begun("1") as Adoption);
    assert.deepEqual(lines, ["note: 1 is adopted", "note: 1 app was adopted: 1"]);
  });

  it("distinguishes resources with the same name", () => {
    const notes = start();
    notes.ahead("same", adoption("1"));
    notes.ahead("same", adoption("2"));
    assert.equal(notes.begun("same")?.id, "1");
    notes.flush();
    assert.deepEqual(lines, ["note: 2 is adopted"]);
    assert.equal(notes.begun("none"), undefined);
  });
});
