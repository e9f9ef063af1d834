import assert from "node:assert/strict";
import { cp, symlink } from "node:fs/promises";
import path from "node:path";
import { type Fake, startFake } from "../../fake";
import { CHECKOUT } from "../support/checkout";
import type { Ended } from "../support/command";
import { useEngine } from "../support/engine";
import { Program } from "../support/program";
import { fakeEnvironment } from "../support/stack";

// provision.ts of examples/fleet, operated as its README says.

const FLEET = path.join(CHECKOUT, "examples/fleet");
const CANARY = "CANARY-of-tenant";

describe("examples/fleet/provision.ts", function () {
  this.timeout(180_000);
  const engine = useEngine();
  let fake: Fake;
  let program: Program;
  before(async () => {
    fake = await startFake();
    program = await Program.create(engine(), fakeEnvironment(fake));
    await cp(FLEET, program.cwd, { recursive: true, filter: (file) => !file.includes("node_modules") });
    await symlink(path.join(CHECKOUT, "node_modules"), path.join(program.cwd, "node_modules"));
    for (const tenant of ["ACME", "GLOBEX", "INITECH"])
      Object.assign(program.env, { [`${tenant}_TOKEN`]: CANARY, [`${tenant}_WEBHOOK_SECRET`]: CANARY });
    // Grpc would go through a proxy even to the engine on this machine.
    program.env.no_grpc_proxy = "127.0.0.1,localhost";
  });
  after(async () => {
    await fake?.close();
    await program?.remove();
  });

  async function provision(...names: string[]): Promise<Ended> {
    fake.journal.clear();
    const ended = await program.run(process.execPath, "--import", "tsx", "provision.ts", ...names);
    assert.ok(!ended.output.includes(CANARY), "a secret was printed");
    return ended;
  }
  const writes = (): string[] =>
    fake.journal
      .filter({ projectId: "project-1" })
      .flatMap(({ method, collection }) => (method === "GET" ? [] : `${method} ${collection}`))
      .sort();

  it("provisions each tenant, reports the one that fails, and finishes in another run", async () => {
    const body = { error: { code: 403, status: "PERMISSION_DENIED", message: "not for this key" } };
    const fault = fake.fail({
      operation: "create",
      collection: "apps",
      skip: 2,
      effect: { kind: "status", status: 403, body },
    });
    const first = await provision();
    assert.equal(first.code, 1, first.output);
    assert.match(first.stdout, /^2 of 3 tenants are up to date$/m);
    assert.match(first.stdout, /^\d\/3 \w+: 3 create$/m);
    assert.match(first.stderr, /^(acme|globex|initech):\n {2}.*PERMISSION_DENIED/m);
    assert.match(first.stderr, /Run the same command again/);
    assert.equal(fake.apps().length, 2);
    fault.remove();
    const second = await provision();
    assert.equal(second.code, 0, second.output);
    assert.match(second.stdout, /^3 of 3 tenants are up to date$/m);
    assert.equal([...second.stdout.matchAll(/: unchanged$/gm)].length, 2, second.stdout);
    assert.deepEqual(writes(), ["POST apps", "POST webhooks"]);
    assert.equal(fake.apps().length, 3);
    for (const [file, text] of await program.filesKept())
      assert.ok(!text.includes(CANARY), `a secret is in ${file} in plain text`);
  });

  it("names a tenant that doesn't exist, and a stack that a killed run has left locked", async () => {
    const unknown = await provision("acme", "umbrella");
    assert.deepEqual([unknown.code, unknown.stderr.trim()], [1, "tenants.json has no umbrella"]);
    await leaveLocked("acme");
    const locked = await provision("acme");
    assert.equal(locked.code, 1, locked.output);
    assert.match(locked.stderr, /pulumi cancel --yes --stack acme/);
    await program.works("cancel", "--yes", "--stack", "acme");
    assert.equal((await provision("acme")).code, 0);
  });

  /** Kills a run while it waits for the service. */
  async function leaveLocked(tenant: string): Promise<void> {
    const { child, ended } = program.start(["refresh", "--yes", "--skip-preview", "--stack", tenant]);
    const fault = fake.fail({ method: "GET", before: () => void child.kill("SIGKILL") });
    await ended;
    fault.remove();
  }
});
