import assert from "node:assert/strict";
import { type Fake, startFake } from "../../../fake";
import { useEngine } from "../../support/engine";
import { KillableStack } from "./killable-stack";
import { type Kill, type Moment, type Request, Rounds } from "./rounds";

describe("an up that makes, changes, deletes, adopts and moves apps is taken up again", function () {
  this.timeout(180_000);
  const engine = useEngine();
  let fake: Fake;
  let stack: KillableStack;
  before(async () => {
    fake = await startFake();
    stack = await KillableStack.create(engine(), fake);
  });
  after(async () => {
    await stack?.remove();
    await fake?.close();
  });

  const kills: [Kill, Moment, Request][] = [["engine SIGKILL", "after its effect", "move: create"]];
  for (const [kill, moment, request] of kills) {
    it(`after ${kill} at "${request}" ${moment}`, async () => {
      const rounds = new Rounds(stack, fake);
      await rounds.begin();
      const { left } = await rounds.killed(request, moment, kill);
      assert.equal(left, 0, "no process of the provider is left behind");
    });
  }
});
