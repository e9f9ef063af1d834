import assert from "node:assert/strict";
import { asReport } from "../../../../cli/compare/as-report";
import { judge } from "../../../../cli/compare/judge";
import type { CompareReport, Kind, ResourceReport } from "../../../../cli/compare/report";
import { type Column, rowsOf } from "../../../../cli/compare/rows";
import { markKnown } from "../../../../cli/compare/since";
import type { AppReport } from "../../../../cli/drift/report";
import { markdownOf, textOf } from "../../../../cli/report";
import { Pulumi } from "../../../../cli/stack";
import { contentsOf } from "../../../../cli/stack/stack";
import { unpainted } from "../../../../cli/terminal";

type Fields = Readonly<Record<string, unknown>>;

const pulumi = new Pulumi({ cwd: __dirname, env: {} });
const urnOf = (stack: string, name: string): string => `urn:pulumi:${stack}::shop::sinch:conversation:App::${name}`;
const secret = (plaintext: string): Fields => ({
  "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
  plaintext: JSON.stringify(plaintext),
});

/** An app as the native form keeps it, with an SMS channel. */
function app(stack: string, name: string, { token = `token-${stack}`, ...more }: Fields = {}): Fields {
  const channel = (value: unknown): Fields => ({
    channel: "SMS",
    staticBearer: { claimedIdentity: `plan-${stack}`, token: value },
  });
  const all = { projectId: `project-${stack}`, region: "us", displayName: `${name} ${stack}`, ...more };
  return {
    urn: urnOf(stack, name),
    type: "sinch:conversation:App",
    id: `ID-${stack}-${name}`,
    custom: true,
    inputs: { ...all, channelCredentials: [channel(secret(String(token)))] },
    outputs: {
      ...all,
      channelCredentials: [channel(secret(String(token)))],
      __kept: { formatVersion: 1, incarnation: "01" },
    },
  };
}

/** A stack in which the service agrees, but for what is said of single apps. */
function column(name: string, apps: readonly Fields[], of: Readonly<Record<string, Partial<AppReport>>> = {}): Column {
  const contents = contentsOf(name, { deployment: { resources: apps as never } }, {}, pulumi);
  const reports = contents.apps.map(
    (one): AppReport => ({
      name: one.name,
      urn: one.urn,
      id: one.id,
      projectId: one.outputs.projectId,
      region: one.outputs.region,
      status: "in-sync",
      changes: [],
      health: [],
      ...of[one.name],
    }),
  );
  return { contents, report: { name, apps: reports, pendingOperations: [] } };
}

const FAIL_ON: readonly Kind[] = ["different", "missing", "drift"];
const reportOf = (resources: readonly ResourceReport[], since = false): CompareReport =>
  judge([{ stack: "dev" }, { stack: "prod" }], resources, [], { failOn: FAIL_ON, since });
const fieldsIn = (fields: ResourceReport["differences"]): string[] =>
  fields.map(({ field, kind }) => `${field} ${kind}`);

describe("rowsOf", () => {
  it("sets project, name, identity and secret apart as environment-specific @compare-stacks", () => {
    const [row] = rowsOf([column("dev", [app("dev", "support")]), column("prod", [app("prod", "support")])]);
    assert.deepEqual(row?.differences, []);
    assert.deepEqual(fieldsIn(row?.environmentSpecific ?? []), [
      "projectId place",
      "displayName name",
      "channelCredentials[SMS].staticBearer.claimedIdentity identity",
      "channelCredentials[SMS].staticBearer.token secret",
    ]);
    assert.deepEqual(
      row?.cells.map(({ status }) => status),
      ["same", "same"],
    );
    assert.equal(reportOf(row ? [row] : []).exitCode, 0);
  });

  it("names the field that differs, with each stack's value @compare-stacks", () => {
    const retention = (ttlDays: number): Fields => ({
      retentionPolicy: { retentionType: "MESSAGE_EXPIRE_POLICY", ttlDays },
    });
    const [row] = rowsOf([
      column("dev", [app("dev", "support", retention(30))]),
      column("prod", [app("prod", "support", retention(7))]),
    ]);
    assert.deepEqual(row?.differences, [
      {
        path: "retentionPolicy/ttlDays",
        field: "retentionPolicy.ttlDays",
        kind: "different",
        values: [
          { state: "set", value: 30 },
          { state: "set", value: 7 },
        ],
      },
    ]);
    assert.deepEqual(
      row?.cells.map(({ status }) => status),
      ["same", "different"],
    );
    assert.equal(reportOf(row ? [row] : []).exitCode, 2);
  });

  it("matches a resource whose name holds that of its stack", () => {
    const rows = rowsOf([column("dev", [app("dev", "app-dev")]), column("prod", [app("prod", "app-prod")])]);
    assert.deepEqual(
      rows.map(({ key }) => key),
      ["app-{stack}"],
    );
  });

  it("says which stack lacks a resource, and which one the service lost", () => {
    const rows = rowsOf([
      column("dev", [app("dev", "a"), app("dev", "b")], { b: { status: "missing" } }),
      column("prod", [app("prod", "b")]),
    ]);
    assert.deepEqual(
      rows.map(({ name, cells }) => [name, ...cells.map(({ status }) => status)]),
      [
        ["a", "same", "missing"],
        ["b", "deleted", "same"],
      ],
    );
  });

  it("compares nothing of a stack that can't be opened @compare-secrets", () => {
    const closed: Column = { report: { name: "prod", error: "wrong passphrase", apps: [], pendingOperations: [] } };
    const [row] = rowsOf([column("dev", [app("dev", "support")]), closed]);
    assert.deepEqual(
      row?.cells.map(({ status }) => status),
      ["same", "unknown"],
    );
    assert.deepEqual([row?.differences, row?.environmentSpecific], [[], []]);
  });
});

describe("a report of compare", () => {
  const page = { paint: unpainted, width: undefined };
  const rows = (token: string): ResourceReport[] =>
    rowsOf([
      column("dev", [app("dev", "support", { token: "canary-shared" })]),
      column("prod", [app("prod", "support", { token })]),
    ]);

  it("says of a secret only whether it is the same @compare-secrets", () => {
    for (const [token, state, words] of [
      ["canary-shared", "same", "same secret"],
      ["canary-other", "different", "another secret"],
    ] as const) {
      const report = reportOf(rows(token));
      const field = report.resources[0]?.environmentSpecific.find(({ kind }) => kind === "secret");
      assert.deepEqual(field?.values, [{ state: "same" }, { state }]);
      for (const text of [JSON.stringify(report), textOf(asReport(report), page), markdownOf(asReport(report))]) {
        assert.doesNotMatch(text, /canary/);
      }
      assert.match(textOf(asReport(report), page), new RegExp(`\\[secret\\] +${words}`));
    }
  });

  it("notes a secret that several stacks have in common", () => {
    assert.match(textOf(asReport(reportOf(rows("canary-shared"))), page), /1 secret the same in several stacks/);
    assert.doesNotMatch(textOf(asReport(reportOf(rows("canary-other"))), page), /the same in several stacks/);
  });

  it("counts a secret that one stack has and another lacks as a difference", () => {
    const [row] = rowsOf([
      column("dev", [app("dev", "support", { extraFields: { signing_key: "canary" } })]),
      column("prod", [app("prod", "support")]),
    ]);
    assert.deepEqual(
      row?.differences.map(({ values }) => values),
      [[{ state: "same" }, { state: "unset" }]],
    );
  });

  it("puts first what is being lost, and names drift and failing channels by stack", () => {
    const stake = "messages older than 1 day are being deleted";
    const all = rowsOf([
      column("dev", [app("dev", "a"), app("dev", "b"), app("dev", "c")], {
        a: { health: [{ channel: "SMS", status: "FAILING", reason: "refused" }] },
        b: { status: "changed", changes: [{ kind: "changed", path: "displayName", field: "displayName" }] },
        c: {
          status: "changed",
          changes: [{ kind: "changed", path: "retentionPolicy", field: "retentionPolicy", stake }],
        },
      }),
      column("prod", [app("prod", "a"), app("prod", "b"), app("prod", "c")]),
    ]);
    const text = textOf(asReport(reportOf(all)), page);
    assert.match(text, /^Different: 2 drifted, 1 with failing channels, of 3 resources in 2 stacks/);
    assert.match(text, /resource +dev +prod\n +c +messages older than 1 day are being deleted +same\n/);
    assert.match(text, /dev: SMS failing: refused/);
    assert.match(text, /dev: displayName changed outside Pulumi/);
  });

  it("doesn't count what an earlier report has @compare-stacks", () => {
    const now = rowsOf([
      column("dev", [app("dev", "a", { region: "us", dispatchRetentionPolicy: {} }), app("dev", "b")]),
      column("prod", [app("prod", "a")]),
    ]);
    const report = reportOf(markKnown(now, now), true);
    assert.deepEqual([report.exitCode, report.summary.new, report.summary.missing], [0, 0, 1]);
    assert.equal(reportOf(markKnown(now, []), true).exitCode, 2);
  });
});
