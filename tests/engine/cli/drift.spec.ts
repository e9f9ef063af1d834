import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import Ajv from "ajv";
import fc from "fast-check";
import { App } from "pulumi-sinch-conversation";
import { App as NativeApp } from "pulumi-sinch-conversation/native";
import { compare } from "../../../cli/drift/compare";
import { judge } from "../../../cli/drift/judge";
import type { AppReport, ChangeReport, DriftReport } from "../../../cli/drift/report";
import reportSchema from "../../../cli/drift/report.schema.json";
import { markKnown, readEarlier } from "../../../cli/drift/since";
import { selectStacks } from "../../../cli/stack";
import { type Fake, startFake } from "../../../fake";
import { plainApp } from "../../support/apps";
import { type Ended, sinchApps } from "../../support/command";
import { useEngine } from "../../support/engine";
import { fakeEnvironment, TestStack } from "../../support/stack";
import { markdownOf } from "./drift-pages";
import { mutation } from "./mutations";
import { type RefreshVerdict, refreshPreview } from "./refresh";
import { DRIFTS, NO_DRIFTS, type Row } from "./rows";

const SEED = 20261123;
const RANDOM = 15;

/** Both forms of an app, and what its resource's name ends in. All stand in one stack. */
const FORMS = [
  [App, ""],
  [NativeApp, " (native)"],
] as const;
const ENDS = FORMS.map(([, end]) => end);

const rows: Readonly<Record<string, Row>> = { ...DRIFTS, ...NO_DRIFTS, "in the hands of Sinch": {}, deleted: {} };
const samples = fc.sample(plainApp, { seed: SEED, numRuns: RANDOM });
const mutations = fc.sample(mutation, { seed: SEED, numRuns: RANDOM });
const isReport = new Ajv({ strict: false, allErrors: true }).compile(reportSchema);

describe("sinch-apps drift, on a stack with each kind of change,", function () {
  this.timeout(120_000);
  const engine = useEngine();
  let fake: Fake;
  let test: TestStack;
  let ids: Readonly<Record<string, string>>;
  let kept: Record<string, string>;
  let keptAfter: Record<string, string>;
  let requests: Record<string, number>;
  let ended: Ended;
  let report: DriftReport;
  let refresh: RefreshVerdict;

  const drift = async (...args: string[]): Promise<Ended> =>
    sinchApps(["drift", ...args], test.folder, { ...process.env, ...test.env });
  /** State, locks, history and configuration; not the log of each run of the CLI. */
  const filesKept = async (): Promise<Record<string, string>> =>
    Object.fromEntries([...(await test.filesKept())].filter(([file]) => !file.includes("/logs/")));

  before(async () => {
    fake = await startFake();
    test = await TestStack.create(engine(), fakeEnvironment(fake), async () => {
      for (const [Form, end] of FORMS) {
        for (const [name, { args, ignoreChanges }] of Object.entries(rows)) {
          const own = args?.displayName ? { allowDuplicateName: true } : { displayName: name + end };
          const app = { displayName: "", channelCredentials: [], ...own, ...args };
          new Form(name + end, app, ignoreChanges ? { ignoreChanges } : {});
        }
        for (const [index, args] of samples.entries()) {
          new Form(`random-${index}${end}`, { ...args, displayName: `random-${index}${end}` } as never);
        }
      }
    });
    const up = await test.up();
    assert.ok(up.ok, up.output);
    ids = Object.fromEntries(Object.entries(await test.apps()).map(([name, { id }]) => [name, id]));
    for (const end of ENDS) {
      for (const [name, { edit }] of Object.entries(rows)) {
        if (edit) fake.edit(ids[name + end] as string, (app) => edit(app, fake), { fill: false });
      }
      mutations.forEach((mutate, index) => {
        mutate(fake, ids[`random-${index}${end}`] as string);
      });
      fake.remove(ids[`deleted${end}`] as string);
    }
    fake.insert({
      display_name: "By hand | `code`",
      channel_credentials: [{ channel: "SMS", static_bearer: { claimed_identity: "p", token: "canary-unmanaged" } }],
    });
    const failing = { status: "FAILING" as const, description: "the token canary-sms-token is refused" };
    fake.setChannelState(ids["token rotated"] as string, "SMS", {
      status: "FAILING",
      description: "token canary-rotated refused",
    });
    fake.setChannelState(ids["an unknown field"] as string, "SMS", failing);
    fake.setChannelState(ids["an exchanged token"] as string, "INSTAGRAM", { status: "PENDING", description: "" });
    kept = await filesKept();
    fake.journal.clear();
    ended = await drift("--format", "json", "--unmanaged");
    keptAfter = await filesKept();
    requests = fake.journal.countByMethod();
    assert.match(ended.stdout, /^\{/, ended.stderr);
    report = JSON.parse(ended.stdout) as DriftReport;
    refresh = await refreshPreview(test);
  });
  after(async () => {
    await test?.remove();
    await fake?.close();
  });

  const app = (name: string): AppReport => {
    const found = report.stacks[0]?.apps.find((one) => one.name === name);
    assert.ok(found, name);
    return found;
  };

  for (const [name, { says = [] }] of Object.entries(DRIFTS)) {
    it(`finds just that: ${name} @drift-found`, () => {
      for (const end of ENDS) {
        assert.equal(app(name + end).status, "changed");
        assert.deepEqual(
          app(name + end)
            .changes.map(inWords)
            .sort(),
          says.map((text) => text.replace(`: "${name}" →`, `: "${name}${end}" →`)).sort(),
          end,
        );
      }
    });
  }

  for (const name of Object.keys(NO_DRIFTS)) {
    it(`never takes for drift: ${name} @drift-none`, () => {
      for (const end of ENDS) assert.deepEqual([app(name + end).status, app(name + end).changes], ["in-sync", []], end);
    });
  }

  it("finds an app that was deleted and one that was added @drift-found", () => {
    for (const name of ENDS.map((end) => `deleted${end}`))
      assert.deepEqual([app(name).status, app(name).id], ["missing", ids[name]]);
    const [place] = report.places;
    assert.deepEqual(
      place?.unmanaged?.map(({ displayName, channels }) => [displayName, channels]),
      [["By hand | `code`", ["SMS"]]],
    );
    const gone = report.summary.missing;
    const all = Object.keys(ids).length;
    assert.deepEqual(report.summary.coverage, { apps: all - gone + 1, managed: all - gone });
  });

  it("tells channels that fail and why, and those that aren't connected yet @drift-found", () => {
    assert.deepEqual(app("token rotated").health, [
      { channel: "SMS", status: "FAILING", reason: "token [secret] refused" },
    ]);
    assert.deepEqual(app("an unknown field").health, [
      { channel: "SMS", status: "FAILING", reason: "the token [secret] is refused" },
    ]);
    assert.deepEqual(app("an exchanged token").health, [{ channel: "INSTAGRAM", status: "PENDING" }]);
  });

  it("says of each app what `pulumi refresh --preview-only --expect-no-changes` says @drift-as-refresh", () => {
    const apps = report.stacks[0]?.apps ?? [];
    const verdicts = apps.map(({ name, status }) => [name, status === "in-sync" ? "same" : status]);
    assert.deepEqual(Object.fromEntries(verdicts), refresh.apps);
    assert.equal(refresh.noChanges, false);
    assert.ok(
      new Set(
        Object.entries(refresh.apps)
          .filter(([name]) => /^random/.test(name))
          .map(([, is]) => is),
      ).size > 1,
    );
  });

  it("makes one LIST, one of the webhooks of each app that exists, a GET for each app that isn't listed, and changes nothing @drift-requests", () => {
    assert.equal(ended.code, 2);
    const { missing } = report.summary;
    assert.deepEqual(requests, { GET: 1 + missing + Object.keys(ids).length - missing });
    assert.deepEqual(keptAfter, kept);
  });

  it("writes a report that its schema describes @drift-report", () => {
    assert.ok(isReport(report), JSON.stringify(isReport.errors));
  });

  it("counts with --since only what an earlier report doesn't have, and with --fail-on what it names @drift-report", async () => {
    const file = path.join(test.folder, "earlier.json");
    await writeFile(file, ended.stdout);
    const all = "drift,missing,unmanaged,failing";
    const same = await drift("--since", file, "--unmanaged", "--debug", "--fail-on", all);
    assert.deepEqual([same.code, same.stderr], [0, ""]);
    assert.match(same.stdout, /^No new drift: \d+ changed, \d+ missing, \d+ in sync, of \d+ apps in 1 stack\n/);
    assert.match(same.stdout, /\n {2}0 new since the earlier report\n/);
    assert.match(same.stdout, /\n {2}pulumi up --refresh --stack test\n$/);
    assert.ok(!same.stdout.includes("\u001b"), "colours where nobody looks");
    for (const output of [ended.stdout, ended.stderr, same.stdout, markdownOf(report)]) {
      assert.doesNotMatch(output, /canary|key-secret|\[object/);
    }

    fake.edit(ids.displayName as string, (wire) => {
      wire.display_name = "By another hand";
    });
    const selected = await selectStacks({ cwd: test.folder, stacks: ["test"], env: { ...process.env, ...test.env } });
    const found = await compare(selected, { unmanaged: false, progress: { say: () => {} } });
    const later = judge(markKnown(found, readEarlier(file)), { failOn: ["drift", "missing"], since: true });
    assert.ok(isReport(later), JSON.stringify(isReport.errors));
    assert.deepEqual([later.exitCode, later.summary.new], [2, 1]);
    const news = later.stacks[0]?.apps.flatMap(({ changes }) => changes.filter((one) => !one.known));
    assert.deepEqual(news?.map(inWords), ['displayName: "displayName" → "By another hand"']);
  });
});

function inWords({ kind, field, secret, deployed, actual }: ChangeReport): string {
  const shown = (value: unknown): string => (value === undefined ? "unset" : JSON.stringify(value));
  if (secret) return `${field}: secret`;
  if (kind === "added" || kind === "removed") return `${field}: ${kind}`;
  return `${field}: ${kind === "reordered" ? "reordered " : ""}${shown(deployed)} → ${shown(actual)}`;
}
