import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import fc from "fast-check";
import { App } from "pulumi-sinch-conversation";
import type { DriftReport } from "../../../cli/drift/report";
import { type Fake, startFake } from "../../../fake";
import { plainApp } from "../../support/apps";
import { sinchApps } from "../../support/command";
import { useEngine } from "../../support/engine";
import { recordFigures } from "../../support/figures";
import { fakeEnvironment, TestStack } from "../../support/stack";
import { mutation } from "./mutations";
import { refreshPreview } from "./refresh";

/** `SEED=… npm run test:all` repeats a run. */
const SEED = Number(process.env.SEED ?? Date.now() % 1_000_000);

describe("sinch-apps drift, beside pulumi refresh --preview-only --expect-no-changes,", function () {
  this.timeout(0);
  const engine = useEngine();
  let fake: Fake;
  let test: TestStack;

  const setUp = async (count: number): Promise<void> => {
    fake = await startFake();
    const samples = fc.sample(plainApp, { seed: SEED, numRuns: count });
    test = await TestStack.create(engine(), fakeEnvironment(fake), async () => {
      for (const [index, args] of samples.entries()) {
        new App(`app-${index}`, { ...args, displayName: `app-${index}` } as never);
      }
    });
    const up = await test.up();
    assert.ok(up.ok, up.output);
  };
  const idsByName = async (): Promise<Record<string, string>> =>
    Object.fromEntries(Object.entries(await test.apps()).map(([name, { id }]) => [name, id]));
  const drift = async (): Promise<DriftReport> => {
    const ended = await sinchApps(["drift", "--format", "json"], test.folder, { ...process.env, ...test.env });
    assert.match(ended.stdout, /^\{/, ended.stderr);
    return JSON.parse(ended.stdout) as DriftReport;
  };
  const verdicts = ({ stacks }: DriftReport): Record<string, string> =>
    Object.fromEntries(
      stacks[0]?.apps.map(({ name, status }) => [name, status === "in-sync" ? "same" : status] as const) ?? [],
    );
  afterEach(async () => {
    await test.remove();
    await fake.close();
  });

  it("says the same of 200 random changes, each app and the whole", async () => {
    const APPS = 20;
    await setUp(APPS);
    const ids = await idsByName();
    const pristine = fake.records();
    let found = 0;
    const changes = fc.sample(mutation, { seed: SEED, numRuns: 200 });
    for (let from = 0; from < changes.length; from += APPS) {
      const said = changes.slice(from, from + APPS).map((mutate, index) => mutate(fake, ids[`app-${index}`] as string));
      const [report, refresh] = [await drift(), await refreshPreview(test)];
      assert.deepEqual(verdicts(report), refresh.apps, `seed ${SEED}, from ${from}: ${said.join(", ")}`);
      assert.equal(report.exitCode === 0, refresh.noChanges);
      found += report.summary.changed + report.summary.missing;
      for (const { id } of fake.apps()) fake.remove(id);
      for (const { app, projectId, region } of pristine) fake.insert(app, { projectId, region, fill: false });
    }
    recordFigures("drift-as-refresh", {
      seed: SEED,
      changes: 200,
      drift: found,
      otherwise: 0,
    });
  });

  it("does what it says to undo drift", async () => {
    await setUp(20);
    const ids = await idsByName();
    fc.sample(mutation, { seed: SEED + 1, numRuns: 20 }).forEach((mutate, index) => {
      mutate(fake, ids[`app-${index}`] as string);
    });
    const { exitCode, next } = await drift();
    assert.equal(exitCode, 2);
    assert.deepEqual(next.at(-1)?.commands, ["pulumi up --refresh --stack test"]);
    await test.stack.up({ refresh: true });
    assert.equal((await drift()).exitCode, 0);
  });

  it("finds 50 of 300 apps with fewer than 10 requests, in at most half the time", async () => {
    await setUp(300);
    const ids = await idsByName();
    const changed = fc
      .sample(fc.shuffledSubarray(Object.keys(ids), { minLength: 50, maxLength: 50 }), { seed: SEED, numRuns: 1 })
      .flat()
      .sort();
    for (const [index, name] of changed.entries()) {
      fake.edit(ids[name] as string, (app) => {
        if (index % 2) app.display_name = `by hand ${index}`;
        else app.processing_mode = app.processing_mode === "DISPATCH" ? "CONVERSATION" : "DISPATCH";
      });
    }
    const times: Record<string, number[]> = { drift: [], refresh: [] };
    let requests = 0;
    for (let round = 0; round < 5; round += 1) {
      fake.journal.clear();
      const begun = performance.now();
      const report = await drift();
      times.drift?.push(performance.now() - begun);
      requests = fake.journal.count();
      assert.ok(requests < 10, `${requests} requests`);
      const found = Object.entries(verdicts(report)).filter(([, is]) => is !== "same");
      assert.deepEqual(found.map(([name]) => name).sort(), changed);
      times.refresh?.push(await timeOfRefresh(test));
    }
    const [ours, theirs] = [median(times.drift ?? []), median(times.refresh ?? [])];
    recordFigures("drift-of-many", {
      seed: SEED,
      requests,
      driftMs: Math.round(ours),
      refreshMs: Math.round(theirs),
      share: Math.round((ours / theirs) * 100) / 100,
    });
    assert.ok(ours <= theirs / 2, `${Math.round(ours)} ms against ${Math.round(theirs)} ms`);
  });
});

const median = (numbers: readonly number[]): number =>
  [...numbers].sort((one, other) => one - other)[Math.floor(numbers.length / 2)] ?? 0;

/** The same through the command line, as a pipeline would run it. */
async function timeOfRefresh(test: TestStack): Promise<number> {
  const begun = performance.now();
  const args = ["refresh", "--preview-only", "--expect-no-changes", "--non-interactive", "--stack", test.stack.name];
  const child = spawn("pulumi", args, { cwd: test.folder, env: { ...process.env, ...test.env }, stdio: "ignore" });
  const code = await new Promise((ended) => child.once("close", ended));
  assert.equal(code, 7);
  return performance.now() - begun;
}
