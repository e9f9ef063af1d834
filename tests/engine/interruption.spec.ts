import assert from "node:assert/strict";
import { type Fake, startFake } from "../../fake";
import { useEngine } from "../support/engine";
import { Program } from "../support/program";
import { fakeEnvironment } from "../support/stack";

const PROGRAM = `
  const { App } = require("pulumi-sinch-conversation");
  new App("app", {
    displayName: "Support",
    channelCredentials: [{ channel: "SMS", staticBearer: { claimedIdentity: "plan", token: "token" } }],
  });
`;
const UP = ["up", "--yes", "--skip-preview"];

describe("an engine that is killed between the request and the writing of the state @killed-run", function () {
  this.timeout(90_000);
  const engine = useEngine();
  let fake: Fake;
  let program: Program;

  before(async () => {
    fake = await startFake();
    program = await Program.create(engine(), fakeEnvironment(fake));
    await program.project(PROGRAM);
    await program.works("stack", "init", "dev");
  });
  after(async () => {
    await fake?.close();
    await program?.remove();
  });

  it("makes no second app: the next run names the one that is there, and the documented way takes it over", async () => {
    fake.fail({ operation: "create", times: 1, after: () => void killed.child.kill("SIGKILL") });
    const killed = program.start(UP);
    assert.notEqual((await killed.ended).code, 0);
    const [app] = fake.apps();
    assert.ok(app?.id);

    await program.works("cancel", "--yes");
    const refused = await program.pulumi(...UP);
    assert.notEqual(refused.code, 0);
    assert.match(refused.output.replace(/\s+/g, " "), new RegExp(`SINCH_ADOPT='Support=${app.id}' pulumi up`));

    const recovered = await program.start(UP, { SINCH_ADOPT: `Support=${app.id}` }).ended;
    assert.equal(recovered.code, 0, recovered.output);
    assert.deepEqual(
      fake.apps().map(({ id }) => id),
      [app.id],
    );
    assert.deepEqual(
      fake.journal.writes.map(({ method }) => method),
      ["POST"],
    );
    await program.works("preview", "--expect-no-changes");
    await program.works("destroy", "--yes", "--skip-preview");
    assert.deepEqual(fake.apps(), []);
  });
});
