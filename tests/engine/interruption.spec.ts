import assert from "node:assert/strict";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { type Fake, startFake } from "../../fake";
import { useEngine } from "../support/engine";
import { FORMS } from "../support/forms";
import { Program } from "../support/program";
import { fakeEnvironment } from "../support/stack";

const programFor = (module: string): string => `
  const { App } = require("${module}");
  new App("app", {
    displayName: "Support",
    channelCredentials: [{ channel: "SMS", staticBearer: { claimedIdentity: "plan", token: "token" } }],
  });
`;
const UP = ["up", "--yes", "--skip-preview"];

for (const { form, module } of FORMS)
  describe(`a run that is interrupted, with a ${form} app`, function () {
    this.timeout(120_000);
    const engine = useEngine();
    let fake: Fake;
    let program: Program;
    let stacks = 0;

    before(async () => {
      fake = await startFake();
      program = await Program.create(engine(), fakeEnvironment(fake));
      await program.project(programFor(module));
    });
    // Each on a stack and a service of its own: none needs what another left.
    beforeEach(async () => {
      for (const { id } of fake.apps()) fake.remove(id);
      fake.clearFaults();
      fake.journal.clear();
      await program.works("stack", "init", `dev-${stacks++}`);
    });
    after(async () => {
      await fake?.close();
      await program?.remove();
    });

    /** Refuses creates until the second one, and calls then. */
    const atSecondRefusal = (): Promise<void> =>
      new Promise((resolve) => {
        let refused = 0;
        const effect = { kind: "status", status: 429 } as const;
        fake.fail({
          operation: "create",
          effect,
          after: () => {
            refused += 1;
            if (refused === 2) resolve();
          },
        });
      });

    it("by Ctrl-C during a wait ends within 5 seconds, and says so @ctrl-c", async () => {
      const waiting = atSecondRefusal();
      const { child: cli, ended } = program.start(UP);
      await waiting;
      const start = Date.now();
      process.kill(-Number(cli.pid), "SIGINT");
      const { output, code } = await ended;
      assert.notEqual(code, 0);
      assert.ok(Date.now() - start < (form === "native" ? 2_000 : 5_000), `${Date.now() - start} ms`);
      assert.match(output, /429 .*The run was interrupted, so it was not retried/);
      assert.deepEqual(fake.apps(), []);
    });

    it("by kill -9 of the engine during a wait sends nothing more, and leaves no process of the provider behind @engine-gone", async () => {
      const waiting = atSecondRefusal();
      const { child: cli } = program.start(UP);
      await waiting;
      cli.kill("SIGKILL");
      await once(cli, "exit");
      const sent = fake.journal.count();
      await sleep(4_000);
      assert.equal(fake.journal.count(), sent);
      assert.deepEqual(program.processes(/dynamic-provider|pulumi-resource-/), []);
    });

    it("by a signal to the engine alone keeps the app whose answer is on its way", async () => {
      let arrived = (): void => undefined;
      const posted = new Promise<void>((resolve) => {
        arrived = resolve;
      });
      fake.fail({
        operation: "create",
        after: () => {
          arrived();
          return sleep(1_000);
        },
      });
      const { child: cli, ended } = program.start(UP);
      await posted;
      cli.kill("SIGTERM");
      await ended;
      assert.equal(fake.apps().length, 1);
      await program.works("preview", "--expect-no-changes");
    });

    it("by kill -9 between the request and the writing of the state creates no second app: the next run names the existing one, and the documented way adopts it @killed-run", async () => {
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
