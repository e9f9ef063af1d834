import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { type Fake, startFake } from "../../../fake";
import { EngineLogStub } from "../../support/engine-log";
import { PluginProvider, type PluginState } from "../../support/plugin-provider";

const app = { displayName: "A", channelCredentials: [] };

describe("the plugin process", function () {
  this.timeout(60_000);
  let fake: Fake;
  let provider: PluginProvider;
  let state: PluginState;

  beforeEach(async () => {
    fake = await startFake({ pendingMs: 0 });
    provider = await PluginProvider.startFor(fake);
    state = await provider.create((await provider.check({}, app)).inputs);
  });
  afterEach(async () => {
    fake?.clearFaults();
    await provider?.stop("SIGKILL");
    await fake?.close();
  });

  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    it(`ends at once on ${signal}`, async () => {
      await provider.cancel();
      const ms = await provider.stop(signal);
      assert.ok(ms < 500, `${ms} ms`);
    });
  }

  it("ends with the engine, without a signal @engine-gone", async () => {
    const gone = new Promise((resolve) => provider.process.once("exit", resolve));
    provider.process.stdin?.end();
    await gone;
  });

  it("ends with the engine even if standard input doesn't show it, as under a language host", async () => {
    const engine = await EngineLogStub.start();
    const script = path.join(__dirname, "../../../dist/provider/hosts/plugin/main.js");
    const child = spawn(process.execPath, [script, engine.address], { stdio: ["ignore", "pipe", "inherit"] });
    await once(child.stdout, "data");
    assert.equal(child.exitCode, null);
    engine.stop();
    await once(child, "exit");
  });

  it("waits for the response to a write in progress, and sends nothing after it", async () => {
    const received = new Promise<void>((resolve) => {
      fake.fail({ operation: "update", times: 1, delayMs: 600, before: () => resolve(), effect: { kind: "none" } });
    });
    const update = provider.update(state, { ...state.inputs, displayName: "B" });
    await received;
    const [{ outs }, ms] = await Promise.all([update, provider.stop()]);
    assert.equal(outs.displayName, "B");
    assert.ok(ms < 2_000, `${ms} ms`);
  });

  it("waits for it after an uncaught bug, too: the app would be missing from the state @crash", async () => {
    await provider.stop();
    const NODE_OPTIONS = `--require=${path.join(__dirname, "../../leaks/crash.cjs")} --report-directory=/dev/null`;
    provider = await PluginProvider.startFor(fake, { NODE_OPTIONS });
    const { inputs } = await provider.check({}, { ...app, displayName: "During a crash" });
    const received = new Promise<void>((resolve) => {
      fake.fail({ operation: "create", times: 1, delayMs: 600, before: () => resolve(), effect: { kind: "none" } });
    });
    const gone = once(provider.process, "exit");
    const creation = provider.create(inputs);
    await received;
    provider.process.kill("SIGUSR1");
    assert.equal((await creation).id, fake.apps().at(-1)?.id);
    assert.deepEqual(await gone, [1, null]);
    assert.match(provider.printed, /Error: crashed on demand\n {4}at /);
  });

  it("ends the waits of an outage on Cancel, within moments @ctrl-c", async () => {
    fake.fail({ operation: "update", effect: { kind: "status", status: 503 } });
    const update = provider.update(state, { ...state.inputs, displayName: "B" });
    update.catch(() => undefined);
    await new Promise((resolve) => setTimeout(resolve, 400));
    const since = Date.now();
    await provider.cancel();
    await assert.rejects(update, /The run was interrupted, so it was not retried/);
    assert.ok(Date.now() - since < 500);
    assert.ok((await provider.stop()) < 500);
  });

  const operations: [
    what: string,
    operation: "create" | "update" | "get" | "delete",
    call: (timeout: number) => Promise<unknown>,
  ][] = [
    ["an update", "update", (timeout) => provider.update(state, { ...state.inputs, displayName: "B" }, { timeout })],
    ["a deletion", "delete", (timeout) => provider.delete(state, timeout)],
    ["a refresh", "get", (timeout) => provider.read(state, timeout)],
    ["a creation", "create", (timeout) => provider.create({ ...state.inputs, displayName: "New" }, { timeout })],
  ];
  for (const [what, operation, call] of operations) {
    it(`gives up ${what} after its customTimeouts if the service hangs`, async () => {
      fake.fail({ operation, delayMs: 30_000, effect: { kind: "none" } });
      const since = Date.now();
      await assert.rejects(call(1), /timed out|no response within the 1 s of customTimeouts/);
      const ms = Date.now() - since;
      // Of a creation it is looked up afterwards whether it had its effect.
      assert.ok(ms < (operation === "create" ? 4_000 : 2_500), `${ms} ms`);
    });
  }
});
