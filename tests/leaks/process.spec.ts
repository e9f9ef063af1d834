import assert from "node:assert/strict";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type Fake, startFake } from "../../fake";
import { DynamicProvider } from "../support/dynamic-provider";
import { PluginProvider, type PluginState, type Props } from "../support/plugin-provider";
import { Planted, plantedApp } from "./planted";

/** The process of either host, spoken to as the engine does. */
interface Host {
  readonly pid: number;
  readonly printed: () => string;
  check(olds: Props, news: Props): Promise<{ inputs: Props; failures: { reason: string }[] }>;
  create(inputs: Props): Promise<PluginState>;
  diff(state: PluginState, news: Props): Promise<unknown>;
  update(state: PluginState, news: Props): Promise<unknown>;
  read(state: PluginState): Promise<{ readonly id: string }>;
  delete(state: PluginState): Promise<void>;
  stop(): Promise<unknown>;
}

type Start = (apiUrl: string, env: Record<string, string>) => Promise<Host>;

const dynamic: Start = async (apiUrl, env) => {
  const config = { "sinch:projectId": "project-1", "sinch:region": "us", "sinch:apiUrl": apiUrl };
  const host = await DynamicProvider.start(config, env);
  return {
    pid: host.pid,
    printed: () => host.printed,
    check: (olds, news) => host.check(olds, news),
    create: async (inputs) => ({ inputs, ...(await host.create(inputs)) }),
    diff: ({ id, outs }, news) => host.diff(id, outs, news),
    update: ({ id, outs }, news) => host.update(id, outs, news),
    read: ({ id, outs }) => host.read(id, outs),
    delete: ({ id, outs }) => host.delete(id, outs),
    stop: () => host.stop(),
  };
};

const native: Start = async (apiUrl, env) => {
  const host = await PluginProvider.start({ projectId: "project-1", region: "us", apiUrl }, env);
  return {
    pid: Number(host.process.pid),
    printed: () => host.printed,
    check: (olds, news) => host.check(olds, news),
    create: (inputs) => host.create(inputs),
    diff: (state, news) => host.diff(state, news),
    update: (state, news) => host.update(state, news),
    read: (state) => host.read(state),
    delete: (state) => host.delete(state),
    stop: () => host.stop(),
  };
};

for (const [form, start] of Object.entries({ dynamic, native })) {
  describe(`the provider's process of the ${form} form, whatever happens in it,`, function () {
    this.timeout(60_000);
    const planted = new Planted();
    const keySecret = planted.plant("key secret");
    let fake: Fake;
    let folder: string;
    let provider: Host;
    let app: PluginState;

    before(async () => {
      folder = await mkdtemp(path.join(tmpdir(), "sinch-process-"));
      const projects = [{ projectId: "project-1", keys: [{ keyId: "key-1", keySecret }] }];
      fake = await startFake({ projects, unknownFields: "keep" });
      provider = await start(fake.apiUrl, {
        SINCH_KEY_ID: "key-1",
        SINCH_KEY_SECRET: keySecret,
        NODE_OPTIONS: `--require=${path.join(__dirname, "crash.cjs")} --report-directory=${folder}`,
      });
      const checked = await provider.check({}, plantedApp("Every channel", planted));
      assert.deepEqual(checked.failures, []);
      app = await provider.create(checked.inputs);
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
        const changed = { ...app.inputs, displayName: "Changed" };
        const odd = { ...app, id };
        for (const work of [
          () => provider.read(odd),
          () => provider.read({ ...odd, outs: { projectId: "project-1", region: "us" } }),
          () => provider.update(odd, changed),
          () => provider.delete(odd),
          () => provider.create({ ...changed, adopt: id }),
        ]) {
          assert.match(await refusal(work()), /can't be an app id|is not an ID: use <id> or <project>/);
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
        assert.match(await refusal(provider.update(app, { ...app.inputs, displayName: "B" })), words);
        assert.match(await refusal(provider.read(app)), words);
        fake.clearFaults();
        assert.equal((await provider.read(app)).id, app.id);
      });
    }

    it("says nothing of a secret where a state is damaged", async () => {
      const said = ({ failures }: { failures: object[] }) => Promise.reject(new Error(JSON.stringify(failures)));
      for (const part of ["inputs", "outs"] as const) {
        for (const name of Object.keys(app[part])) {
          for (const value of [null, [{}]]) {
            const damaged = { ...app[part], [name]: value };
            await refusal(provider.check(damaged, app.inputs).then(said));
            await refusal(provider.check(app.inputs, damaged).then(said));
            await refusal(provider.diff({ ...app, [part]: damaged }, app.inputs));
          }
        }
      }
    });

    it("prints no secret where it crashes, and puts none into Node's diagnostic report @crash", async () => {
      process.kill(provider.pid, "SIGUSR1");
      const since = Date.now();
      const isThere = (what: string): boolean => provider.printed().includes(`${what} on demand`);
      while (!(isThere("crashed") && isThere("rejected")) && Date.now() - since < 20_000) await sleep(50);
      assert.match(provider.printed(), /crashed on demand/);
      assert.match(provider.printed(), /rejected on demand/);
      const reports = await readdir(folder);
      assert.equal(reports.length, 1);
      const report = await readFile(path.join(folder, reports[0] as string), "utf8");
      assert.match(report, /"javascriptStack"/);
      assert.deepEqual(planted.hitsIn(report), []);
    });

    it("prints no secret at all @crash", () => {
      assert.deepEqual(planted.hitsIn(provider.printed()), []);
      assert.ok(provider.printed().length < 20_000, `${provider.printed().length} characters`);
    });
  });
}
