import assert from "node:assert/strict";
import { recordFigures } from "../../support/figures";
import { useKillableStack } from "./killable-stack";
import { KILLS, type Kill, MOMENTS, type Moment, REQUESTS, type Request, Rounds } from "./rounds";

/** Each kind of kill at each request comes early, so that a run that is ended has seen something of all. */
function allKills(): [Kill, Request, Moment][] {
  const all: [Kill, Request, Moment][] = [];
  for (const turn of MOMENTS.keys()) {
    for (const [first, kill] of KILLS.entries()) {
      for (const [second, request] of REQUESTS.entries()) {
        all.push([kill, request, MOMENTS[(first + second + turn) % MOMENTS.length] as Moment]);
      }
    }
  }
  return all;
}

describe("an up that makes, changes, deletes, adopts and moves apps is taken up again", function () {
  this.timeout(0);
  const use = useKillableStack();

  it("after each kind of kill at each request", async () => {
    const [fake, stack] = [use.fake(), use.stack()];
    const since = Date.now();
    const rounds = new Rounds(stack, fake);
    await rounds.begin();
    let [kills, mostTries, left] = [0, 0, 0];
    for (const [kill, request, moment] of allKills()) {
      const name = `${kill} at "${request}" ${moment}`;
      const { tries, left: living } = await rounds.killed(request, moment, kill).catch((error: Error) => {
        throw new Error(`${name}: ${error.message}`, { cause: error });
      });
      console.log(`      ${name}: ${tries} runs of up${living > 0 ? ", processes left" : ""}`);
      left += living;
      mostTries = Math.max(mostTries, tries);
      kills += 1;
      recordFigures("kills-at-requests", {
        kills,
        recovered: kills,
        duplicates: 0,
        orphans: 0,
        lost: 0,
        processesLeft: left,
        mostRunsOfUp: mostTries,
        minutes: Math.round((Date.now() - since) / 6_000) / 10,
      });
    }
    assert.equal(left, 0, "no process of the provider is left behind");
  });
});
