import { recordFigures } from "../../support/figures";
import { DYNAMIC, FORMS } from "../../support/forms";
import { Toll } from "./aftermath";
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

for (const form of FORMS)
  describe(`an up that makes, changes, deletes, adopts and moves ${form.form} apps is taken up again @killed-at-request`, function () {
    this.timeout(0);
    const use = useKillableStack(form);

    it("after each kind of kill at each request", async () => {
      const [fake, stack] = [use.fake(), use.stack()];
      const rounds = new Rounds(stack, fake);
      await rounds.begin();
      const toll = new Toll();
      for (const [kill, request, moment] of allKills()) {
        const name = `${kill} at "${request}" ${moment}`;
        const after = await rounds.killed(request, moment, kill).catch((error: Error) => {
          throw new Error(`${name}: ${error.message}`, { cause: error });
        });
        const { tries, cleared, left } = after;
        console.log(
          `      ${name}: ${tries} runs of up${cleared ? ", pending creates" : ""}${left > 0 ? ", processes left" : ""}`,
        );
        toll.add(after);
        recordFigures(form === DYNAMIC ? "kills-at-requests" : "kills-at-requests-native", toll.figures);
        toll.assertNoHarm();
      }
    });
  });
