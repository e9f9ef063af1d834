import assert from "node:assert/strict";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type Fake, startFake } from "../../fake";
import { DynamicProvider } from "../support/dynamic-provider";
import { Planted, plantedApp } from "./planted";

describe("the provider's process, whatever happens in it,", function () {
  this.timeout(60_000);
  const planted = new Planted();
  const keySecret = planted.plant("key secret");
  let fake: Fake;
  let folder: string;
  let provider: DynamicProvider;
  let app: { id: string; outs: Record<string, unknown> };
  let inputs: Record<string, unknown>;

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "sinch-process-"));
    fake = await startFake({
      projects: [{ projectId: "project-1", keys: [{ keyId: "key-1", keySecret }] }],
      unknownFields: "keep",
    });
    provider = await DynamicProvider.start(
      { "sinch:projectId": "project-1", "sinch:region": "us", "sinch:apiUrl": fake.apiUrl },
      {
        SINCH_KEY_ID: "key-1",
        SINCH_KEY_SECRET: keySecret,
        NODE_OPTIONS: `--require=${path.join(__dirname, "crash.cjs")} --report-directory=${folder}`,
      },
    );
    const checked = await provider.check({}, plantedApp("Every channel", planted));
    assert.deepEqual(checked.failures, []);
    inputs = checked.inputs;
    app = await provider.create(inputs);
  });
  after(async () => {
    await provider?.stop();
    await fake?.close();
    await rm(folder, { recursive: true, force: true });
  });

  const refusal = async (work: Promise<unknown>): Promise<string> => {
    const text = await work.then(
      () => "",
      (error: Error) => String(error.stack),
    );
    assert.deepEqual(planted.hitsIn(text), []);
    assert.ok(text.length < 20_000, `${text.length} characters`);
    return text;
  };

  for (const id of ["..", "a/b", "../../project-2/apps/x", "..%2fx", "a?b"]) {
    it(`asks nothing of the service about the id ${JSON.stringify(id)} @odd-ids-and-responses`, async () => {
      fake.journal.clear();
      const changed = { ...inputs, displayName: "Changed" };
      for (const work of [
        () => provider.read(id, app.outs),
        () => provider.read(id, { projectId: "project-1", region: "us" }),
        () => provider.update(id, app.outs, changed),
        () => provider.delete(id, app.outs),
        () => provider.create({ ...changed, adopt: id }),
      ]) {
        assert.match(await refusal(work()), /can't be an app id/);
      }
      const { failures } = await provider.check({}, { ...plantedApp("Adopting", planted), adopt: id });
      assert.match(failures.map(({ reason }) => reason).join("\n"), /^adopt must be .*without blanks/);
      assert.deepEqual(
        fake.journal.entries.map((entry) => entry.path).filter((sent) => /apps\//.test(sent)),
        [],
      );
    });
  }

  const answers: [what: string, body: unknown, words: RegExp][] = [
    ["over 10 MB", { pad: "x".repeat(11 << 20) }, /over 10 MB/],
    ["a page of HTML", "<html>CANARY</html>", /isn't JSON/],
    ["half of a JSON text", '{"id": "', /isn't JSON/],
    ["JSON of another kind", "[]", /the response has no/],
  ];
  for (const [what, body, words] of answers) {
    it(`goes on after an answer that is ${what} @odd-ids-and-responses`, async () => {
      fake.fail({ projectId: "project-1", effect: { kind: "status", status: 200, body } });
      assert.match(await refusal(provider.update(app.id, app.outs, { ...inputs, displayName: "B" })), words);
      assert.match(await refusal(provider.read(app.id, app.outs)), words);
      fake.clearFaults();
      assert.equal((await provider.read(app.id, app.outs)).id, app.id);
    });
  }

  it("says nothing of a secret where a state is damaged", async () => {
    const odd = [null, "text", [{}]];
    for (const name of Object.keys(app.outs)) {
      for (const value of odd) {
        const damaged = { ...app.outs, [name]: value };
        await refusal(
          provider.check(damaged, inputs).then(({ failures }) => Promise.reject(new Error(JSON.stringify(failures)))),
        );
        await refusal(provider.diff(app.id, damaged, inputs));
        await refusal(
          provider.check(inputs, damaged).then(({ failures }) => Promise.reject(new Error(JSON.stringify(failures)))),
        );
      }
    }
  });

  it("prints no secret where it crashes, and puts none into Node's diagnostic report @crash", async () => {
    process.kill(provider.pid, "SIGUSR1");
    const since = Date.now();
    const isThere = (what: string): boolean => provider.printed.includes(`${what} on demand`);
    while (!(isThere("crashed") && isThere("rejected")) && Date.now() - since < 20_000) await sleep(50);
    assert.match(provider.printed, /crashed on demand/);
    assert.match(provider.printed, /rejected on demand/);
    const reports = await readdir(folder);
    assert.equal(reports.length, 1);
    const report = await readFile(path.join(folder, reports[0] as string), "utf8");
    assert.match(report, /"javascriptStack"/);
    assert.deepEqual(planted.hitsIn(report), []);
  });

  it("prints no secret at all @crash", () => {
    assert.deepEqual(planted.hitsIn(provider.printed), []);
    assert.ok(provider.printed.length < 20_000, `${provider.printed.length} characters`);
  });
});
