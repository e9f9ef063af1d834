import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { type Fake, startFake } from "../../../fake";

const run = promisify(execFile);

// In a process of its own: an Output that failed also rejects promises that nobody can wait for, which ends a program, and a test run.
const PROGRAM = `
const pulumi = require("@pulumi/pulumi");
const { App, getApp, getApps, getAppOutput, getAppsOutput } = require("pulumi-sinch-conversation");
process.on("unhandledRejection", () => {});
const fail = (why) => Promise.reject(new Error(why));
const mock = (call) => pulumi.runtime.setMocks({ newResource: call, call });
const all = (...args) => [getApp(...args), getApps(...args), getAppOutput(...args), getAppsOutput(...args)];

async function settled(work) {
  const parts = work instanceof Promise ? [work] : [work.promise(), work.isKnown, work.isSecret, work.allResources()];
  let timer;
  const hung = new Promise((resolve) => { timer = setTimeout(resolve, 5000, "hung"); });
  const each = parts.map((part) => part.then(() => "fulfilled", ({ message }) => message));
  const ends = await Promise.race([Promise.all(each), hung]);
  clearTimeout(timer);
  return ends;
}

async function main() {
  const config = { projectId: "project-2", region: "us", keyId: "key-1", keySecret: "key-secret-1", apiUrl: process.argv[1] };
  pulumi.runtime.setAllConfig(Object.fromEntries(Object.entries(config).map(([key, value]) => ["sinch:" + key, value])));
  const works = [
    getApp({ id: "A" }), getApps({}), getAppOutput({ id: "A" }), getAppsOutput({}),
    ...all({ wrong: 1 }), ...all(undefined).slice(0, 1), ...all(null),
    getAppOutput(fail("args")), getAppOutput({ id: fail("arg") }), getAppsOutput({ nameRegex: pulumi.output(fail("arg")) }),
    getAppOutput({ id: "A" }, { dependsOn: fail("dependsOn") }), getAppsOutput({}, { dependsOn: ["no resource"] }),
  ];
  const ends = await Promise.all(works.map(settled));
  for (const call of [() => { throw new Error("mock"); }, () => fail("mock"), () => undefined]) {
    mock(call);
    const mocked = [getApp({ id: "A" }), getApps({}), getAppOutput({ id: "A" }), getAppsOutput({}), App.get("a", "A").id, App.get("a", "A").region];
    ends.push(...await Promise.all(mocked.map(settled)));
  }
  console.log(JSON.stringify(ends));
}
main();
`;

describe("a failed look-up", () => {
  let fake: Fake;
  before(async () => {
    fake = await startFake();
  });
  after(() => fake.close());

  it("rejects, with everything that its Output promises: nothing hangs", async () => {
    const { stdout } = await run(process.execPath, ["-e", PROGRAM, fake.apiUrl], { timeout: 60_000 });
    const ends: (string | string[])[] = JSON.parse(stdout.trim().split("\n").at(-1) as string);
    assert.equal(ends.length, 36);
    for (const [index, end] of ends.entries()) {
      assert.ok(Array.isArray(end) && !end.includes("fulfilled"), `${index}: ${end}`);
    }
  });

  it("ends a program that only applies its Output, with the message", async () => {
    const program = `${PROGRAM.replace(/process\.on.*\n/, "").replace(/main\(\);\n$/, "")}
      new Promise((resolve) => getAppOutput({}).apply(resolve));`;
    await assert.rejects(run(process.execPath, ["-e", program], { timeout: 10_000 }), ({ code, stderr }) => {
      assert.equal(code, 1);
      assert.match(stderr, /getApp: set either id or displayName/);
      return true;
    });
  });
});
