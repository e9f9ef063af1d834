import assert from "node:assert/strict";
import { App } from "pulumi-sinch-conversation";
import { type Fake, type FaultEffect, type FaultRule, type Region, startFake } from "../../fake";
import { useEngine } from "../support/engine";
import { fakeEnvironment, TestStack } from "../support/stack";

// What a refresh makes of each answer. Each row has its own place, since a LIST serves all reads of a place, and one app
// more there, since one lone read is a GET.

const KEYS = [{ keyId: "key-1", keySecret: "key-secret-1" }];
const PROJECTS = ["project-1", "project-2", "project-3", "project-4"];
const REGIONS: readonly Region[] = ["us", "eu", "br"];
const PLACES = PROJECTS.flatMap((projectId) => REGIONS.map((region) => ({ projectId, region })));

const status = (code: number, body?: unknown): FaultEffect => ({
  kind: "status",
  status: code,
  ...(body === undefined ? {} : { body }),
});

/** Answers after which nothing is known of an app. */
const ANSWERS: readonly [title: string, answer: Pick<FaultRule, "effect" | "delayMs">][] = [
  ["401", { effect: status(401) }],
  ["403", { effect: status(403) }],
  ["429", { effect: status(429) }],
  ["500", { effect: status(500) }],
  ["HTML", { effect: status(200, "<html><body>sign in</body></html>") }],
  ["empty", { effect: status(200, "") }],
  ["cut", { effect: { kind: "cut-body" } }],
  ["no fields", { effect: status(200, { apps: {} }) }],
  ["another app", { effect: status(200, { id: "ANOTHER", apps: [{}], display_name: "Another" }) }],
  ["a time-out", { delayMs: 3_000 }],
];

describe("a refresh, through the engine, @any-response-refresh", function () {
  this.timeout(90_000);
  const engine = useEngine();
  let fake: Fake;
  let test: TestStack;
  const names: string[] = [];

  before(async () => {
    fake = await startFake({ projects: PROJECTS.map((projectId) => ({ projectId, keys: KEYS })) });
    const env = { ...fakeEnvironment(fake), SINCH_TIMEOUT_SECONDS: "1" };
    test = await TestStack.create(engine(), env, async () => {
      const add = (name: string, at: (typeof PLACES)[number] | undefined): void => {
        names.push(name);
        new App(name, { ...at, displayName: name, channelCredentials: [] });
      };
      names.length = 0;
      for (const [index, [title]] of ANSWERS.entries()) {
        add(`LIST: ${title}`, PLACES[index]);
        add(`LIST: ${title}, too`, PLACES[index]);
        add(`GET: ${title}`, PLACES.at(-1));
      }
      for (const name of ["gone, flat", "gone, wrapped"]) add(name, PLACES.at(-2));
    });
    const run = await test.up();
    assert.ok(run.ok, run.output);
  });
  after(async () => {
    await test?.remove();
    await fake?.close();
  });

  const idOf = async (name: string): Promise<string> => (await test.apps())[name]?.id as string;

  it("keeps an app in the state at whatever answer says nothing certain of it, and fails", async () => {
    const apps = await test.apps();
    const [confirmed] = PLACES.slice(-1);
    fake.fail({ operation: "list", ...confirmed, effect: { kind: "lag", ms: 1e9 } });
    for (const [index, [title, answer]] of ANSWERS.entries()) {
      fake.fail({ operation: "list", ...PLACES[index], ...answer });
      fake.fail({ operation: "get", appId: apps[`GET: ${title}`]?.id as string, ...answer });
    }
    const run = await test.refresh();
    fake.clearFaults();
    assert.equal(run.ok, false);
    const after = await test.apps();
    for (const name of names) assert.deepEqual(after[name]?.outputs, apps[name]?.outputs, name);
    const failed = (name: string): boolean => run.output.includes(`reading app ${apps[name]?.id}: `);
    for (const [title] of ANSWERS) {
      // On a busy machine one of the two reads can come alone, and is a GET then.
      assert.ok(failed(`LIST: ${title}`) || failed(`LIST: ${title}, too`), `LIST: ${title}`);
      assert.ok(failed(`GET: ${title}`), `GET: ${title}`);
    }
  });

  it("takes an app out of the state at a 404 of its own, in either envelope, beside a LIST without it", async () => {
    const [flat, wrapped] = [await idOf("gone, flat"), await idOf("gone, wrapped")];
    const error = { code: 404, status: "NOT_FOUND", message: "no such app", details: [] };
    for (const id of [flat, wrapped]) fake.remove(id);
    fake.fail({ operation: "get", appId: wrapped, effect: status(404, { error }) });
    const run = await test.refresh();
    assert.ok(run.ok, run.output);
    const left = names.filter((name) => !name.startsWith("gone"));
    assert.deepEqual(Object.keys(await test.apps()).sort(), left.sort());
    assert.equal(fake.apps().length, left.length);
  });
});
