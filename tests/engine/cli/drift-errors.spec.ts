import assert from "node:assert/strict";
import { tmpdir } from "node:os";
import { ComponentResource } from "@pulumi/pulumi";
import { App } from "pulumi-sinch-conversation";
import { lineOf } from "../../../cli/cli-error";
import { compare } from "../../../cli/drift/compare";
import { judge } from "../../../cli/drift/judge";
import type { DriftReport } from "../../../cli/drift/report";
import { type SelectedStack, type StackContents, selectStacks } from "../../../cli/stack";
import { unpainted } from "../../../cli/terminal";
import { type Fake, startFake } from "../../../fake";
import { Settings } from "../../../provider/sinch/settings";
import { sinchApps } from "../../support/command";
import { useEngine } from "../../support/engine";
import { fakeEnvironment, TestStack } from "../../support/stack";
import { markdownOf, textOf } from "./drift-pages";

describe("sinch-apps drift, where it can't tell,", function () {
  this.timeout(120_000);
  const engine = useEngine();
  let fake: Fake;
  let empty: Fake;
  let test: TestStack;
  let ids: Record<string, string>;

  before(async () => {
    [fake, empty] = await Promise.all([startFake(), startFake()]);
    const other = fake.insert({ display_name: "Looked up" });
    test = await TestStack.create(engine(), fakeEnvironment(fake), async () => {
      const group = new ComponentResource("my:own:Group", "group");
      for (const name of ["one", "two", "three"]) {
        new App(name, { displayName: name, channelCredentials: [] }, { parent: group });
      }
      App.get("looked-up", other);
    });
    const up = await test.up();
    assert.ok(up.ok, up.output);
    ids = Object.fromEntries(Object.entries(await test.apps()).map(([name, { id }]) => [name, id]));
    fake.edit(ids.one as string, (app) => Object.assign(app, { display_name: "By hand" }));
    await test.stack.workspace.createStack("empty");
  });
  after(async () => {
    await test?.remove();
    await Promise.all([fake?.close(), empty?.close()]);
  });

  type Variables = Readonly<Record<string, string>>;
  const drift = async (env: Variables = {}, stacks = ["test"], unmanaged = false): Promise<DriftReport> => {
    const selected = await selectStacks({ cwd: test.folder, stacks, env: { ...process.env, ...test.env, ...env } });
    return compared(selected, unmanaged);
  };
  const compared = async (stacks: readonly SelectedStack[], unmanaged = false): Promise<DriftReport> => {
    const found = await compare(stacks, { unmanaged, progress: { say: () => {} } });
    return judge(found, { failOn: ["drift", "missing"], since: false });
  };
  /** With the stack as it was read once, and other variables for the service. */
  let read: Promise<StackContents> | undefined;
  const driftWith = async (env: Variables): Promise<DriftReport> => {
    const selected = await selectStacks({ cwd: test.folder, stacks: ["test"], env: { ...process.env, ...test.env } });
    read ??= (selected[0] as SelectedStack).read();
    const contents = await read;
    const settings = new Settings(contents.config, { ...test.env, ...env });
    return compared(selected.map((stack) => ({ ...stack, read: async () => ({ ...contents, settings }) })));
  };
  const statuses = ({ stacks }: DriftReport): Record<string, string> =>
    Object.fromEntries(stacks.flatMap(({ apps }) => apps).map(({ name, status }) => [name, status]));
  const unreadable = { one: "unreadable", three: "unreadable", two: "unreadable" };

  it("reports what drifted, and the stack that isn't there @drift-inconclusive", async () => {
    const report = await drift({}, ["test", "nope"]);
    assert.equal(report.exitCode, 1);
    assert.deepEqual(statuses(report), { one: "changed", three: "in-sync", two: "in-sync" });
    assert.deepEqual(report.problems, [
      "stack nope: there is no such stack. `pulumi stack ls` lists the project's stacks",
    ]);
    const text = textOf(report, { paint: unpainted, width: 80 });
    assert.match(text, /^Inconclusive: 1 changed, 2 in sync, of 3 apps in 2 stacks, 1 of them unreadable\n/);
    assert.match(text, /\nstack nope: could not be read\n/);
  });

  it("passes over other resources, components and apps that are only looked up", async () => {
    const report = await drift({}, ["test"], true);
    assert.equal(report.exitCode, 2);
    assert.deepEqual(statuses(report), { one: "changed", three: "in-sync", two: "in-sync" });
    assert.deepEqual(
      report.places[0]?.unmanaged?.map(({ displayName }) => displayName),
      ["Looked up"],
    );
  });

  it("finds an empty stack in sync, without a request", async () => {
    fake.journal.clear();
    const report = await drift({}, ["empty"]);
    assert.equal(report.exitCode, 0);
    assert.equal(
      textOf(report, { paint: unpainted, width: 80 }),
      "In sync: no apps in 1 stack\n\nstack empty: no apps",
    );
    assert.equal(fake.journal.count(), 0);
  });

  const rows: [title: string, env: Variables, problem: RegExp][] = [
    [
      "there are no credentials",
      { SINCH_KEY_ID: "", SINCH_KEY_SECRET: "" },
      /^project project-1, region us: no key id and key secret for project project-1: set sinch:keyId.* in the environment$/,
    ],
    [
      "the key is wrong",
      { SINCH_KEY_SECRET: "canary-key" },
      /^project project-1, region us: .*\(POST \/oauth2\/token → 401\b.*The API refuses the access key\. Check key id and secret [^`]*$/,
    ],
    [
      "the API is down",
      { SINCH_API_URL: "http://127.0.0.1:9/{region}", SINCH_TIMEOUT_SECONDS: "1" },
      /^project project-1, region us: no response from 127\.0\.0\.1:9: connection refused/,
    ],
    [
      "the apps were made on another host",
      { SINCH_API_URL: "" },
      /^stack test, 3 apps of project project-1, region us: the app was created on a fake API on this machine, but /,
    ],
  ];
  for (const [title, env, problem] of rows) {
    it(`says in one line that ${title} @drift-inconclusive`, async () => {
      const report = await driftWith(env);
      assert.equal(report.exitCode, 1);
      assert.match(report.problems[0] ?? "", problem);
      assert.equal(report.problems.length, 1);
      assert.doesNotMatch(JSON.stringify(report), /canary|\\n/);
      assert.doesNotMatch(report.problems.join(), /`pulumi (up|refresh)/);
      assert.deepEqual(statuses(report), unreadable);
    });
  }

  it("takes several names of one stack for one, its passphrase's included", async () => {
    const env = { ...process.env, ...test.env };
    const full = "organization/tests/test";
    const passphrases = new Map([[full, "mine"]]);
    const found = await selectStacks({ cwd: test.folder, stacks: ["test", "empty", full], passphrases, env });
    assert.deepEqual(
      found.map(({ name, pulumi }) => [name, pulumi.env.PULUMI_CONFIG_PASSPHRASE === "mine"]),
      [
        ["test", true],
        ["empty", false],
      ],
    );
    const nope = selectStacks({ cwd: test.folder, stacks: [full], passphrases: new Map([["nope", "x"]]), env });
    await assert.rejects(nope, { message: `a passphrase is given for stack nope, which is not one of ${full}` });
  });

  it("doesn't read another project's stack with the configuration of this one's", async () => {
    const report = await drift({}, ["organization/other/test", "organization/tests/test"]);
    assert.deepEqual(report.problems, [
      "stack organization/other/test: it is of project other, and this is tests. --cwd names the folder of its project",
    ]);
    assert.equal(report.summary.apps, 3);
  });

  it("says in one line that the passphrase is wrong @drift-inconclusive", async () => {
    const report = await drift({ PULUMI_CONFIG_PASSPHRASE: "canary-passphrase" });
    assert.deepEqual([report.exitCode, report.problems.length], [1, 1]);
    assert.match(
      report.problems[0] ?? "",
      /^stack test: the passphrase is wrong\. PULUMI_CONFIG_PASSPHRASE or PULUMI_CONFIG_PASSPHRASE_FILE must have/,
    );
    assert.doesNotMatch(JSON.stringify(report), /canary/);
  });

  it("doesn't believe that all apps of a project are gone at once @drift-inconclusive", async () => {
    const report = await driftWith(fakeEnvironment(empty));
    assert.equal(report.exitCode, 1);
    assert.deepEqual(statuses(report), { one: "missing", three: "missing", two: "missing" });
    assert.equal(report.problems.length, 1);
    assert.match(report.problems[0] ?? "", /^project project-1: all 3 apps of the states are missing at once\./);
    assert.deepEqual(
      report.next.map(({ commands }) => commands),
      [["npx --no-install sinch-apps doctor --stack test"]],
    );
    for (const text of [markdownOf(report), textOf(report, { paint: unpainted, width: 80 })])
      assert.doesNotMatch(text, /of 0 apps|pulumi (up|refresh)/);
  });

  it("takes an app for missing only where a GET says so, too", async () => {
    const [gone] = fake.records().filter(({ app }) => app.id === ids.three);
    assert.ok(gone);
    fake.remove(gone.app.id);
    assert.deepEqual(statuses(await driftWith({})), { one: "changed", three: "missing", two: "in-sync" });
    const fault = fake.fail({ operation: "get", effect: { kind: "status", status: 403 } });
    const report = await driftWith({});
    assert.deepEqual(statuses(report), { one: "changed", three: "unreadable", two: "in-sync" });
    assert.equal(report.exitCode, 1);
    fault.remove();
    fake.insert(gone.app, { fill: false });
    const lag = fake.fail({ operation: "list", effect: { kind: "lag", ms: 60_000 } });
    assert.deepEqual(statuses(await driftWith({})), { one: "changed", three: "in-sync", two: "in-sync" });
    lag.remove();
  });

  it("names an app whose state a newer version wrote, and compares the others", async () => {
    const exported = await test.stack.exportStack();
    const newer = JSON.parse(JSON.stringify(exported)) as typeof exported;
    for (const { urn, outputs } of newer.deployment.resources)
      if (urn.endsWith("::two")) outputs.secrets.__kept.formatVersion = 99;
    await test.stack.importStack(newer);
    const report = await drift();
    assert.deepEqual(statuses(report), { one: "changed", three: "in-sync", two: "unreadable" });
    assert.equal(report.exitCode, 1);
    assert.match(
      report.problems.join(),
      /^stack test, two \(\w{26}\): a newer version of this package wrote the state/,
    );
    await test.stack.importStack(exported);
  });

  it("ends with one line and exit code 1 where there is no project, and where --since is no report @drift-inconclusive", async () => {
    const env = { ...process.env, ...test.env };
    const ended = await Promise.all([
      sinchApps(["drift"], tmpdir(), env),
      sinchApps(["drift", "--cwd", test.folder, "--since", "package.json"], process.cwd(), env),
      sinchApps(["drift", "--fail-on", "everything"], test.folder, env),
      sinchApps(["drift", "--stack", "test", "--all-stacks"], test.folder, env),
    ]);
    const lines = [
      `sinch-apps drift: there is no Pulumi.yaml in ${tmpdir()} or above it. Run the command in the Pulumi project's folder, or name it with --cwd`,
      "sinch-apps drift: --since: package.json isn't a drift report. It must be what `npx --no-install sinch-apps drift --format json` wrote",
      "sinch-apps: option '--fail-on <kinds>' argument 'everything' is invalid. Allowed: drift, missing, unmanaged, failing, comma-separated",
      "sinch-apps: option '--all-stacks' cannot be used with option '--stack <name...>'",
    ];
    assert.deepEqual(
      ended,
      lines.map((line) => ({ code: 1, stdout: "", stderr: `${line}\n`, output: `${line}\n` })),
    );
  });

  it("says that Pulumi isn't installed, or has no backend", async () => {
    const select = (env: NodeJS.ProcessEnv) => selectStacks({ cwd: test.folder, env: { ...test.env, ...env } });
    const said = await Promise.all(
      [{ PATH: "/nowhere", PULUMI_HOME: "/nowhere" }, { PULUMI_BACKEND_URL: "file:///nowhere" }].map((env) =>
        select(env).then(() => "", lineOf),
      ),
    );
    assert.deepEqual(said, [
      "the Pulumi CLI isn't on PATH. Install it: https://www.pulumi.com/docs/iac/download-install/",
      "Pulumi can't open the backend. Check PULUMI_BACKEND_URL, or what `pulumi whoami --verbose` says",
    ]);
  });
});
