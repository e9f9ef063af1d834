import assert from "node:assert/strict";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { type Fake, startFake } from "../../fake";
import { useEngine } from "../support/engine";
import { Program } from "../support/program";
import { fakeEnvironment } from "../support/stack";

const SCRIPT = `
  const { App } = require("pulumi-sinch-conversation");
  new App("app", { displayName: "Support", channelCredentials: [] });
`;
const UP = ["up", "--yes", "--skip-preview"];

describe("a run that is interrupted while the provider waits", function () {
  this.timeout(120_000);
  const engine = useEngine();
  let fake: Fake;
  let program: Program;

  before(async () => {
    fake = await startFake();
    program = await Program.create(engine(), fakeEnvironment(fake));
    await program.project(SCRIPT);
    await program.works("stack", "init", "dev");
  });
  after(async () => {
    await fake?.close();
    await program?.remove();
  });
  afterEach(() => fake.clearFaults());

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

  it("by Ctrl-C ends within 5 seconds, and says so @ctrl-c", async () => {
    const waiting = atSecondRefusal();
    const { child: cli, ended } = program.start(UP);
    await waiting;
    const start = Date.now();
    process.kill(-Number(cli.pid), "SIGINT");
    const { output, code } = await ended;
    assert.notEqual(code, 0);
    assert.ok(Date.now() - start < 5_000, `${Date.now() - start} ms`);
    assert.match(output, /429 .*The run was interrupted, so it wasn't tried again/);
    assert.deepEqual(fake.apps(), []);
  });

  it("by kill -9 of the engine sends nothing more, and leaves no process of the provider behind @engine-gone", async () => {
    const waiting = atSecondRefusal();
    const { child: cli } = program.start(UP);
    await waiting;
    cli.kill("SIGKILL");
    await once(cli, "exit");
    const sent = fake.journal.count();
    await sleep(4_000);
    assert.equal(fake.journal.count(), sent);
    assert.deepEqual(program.processes(/dynamic-provider|pulumi-resource-/), []);
    await program.works("cancel", "--yes");
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
});
