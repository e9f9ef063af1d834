import assert from "node:assert/strict";
import { compared, tieOf } from "../../../../../cli/promote/plan/moved";
import type { Plan, PlannedResource } from "../../../../../cli/promote/records/records";
import { sealed } from "../../../../../cli/promote/records/seal";
import { UNKNOWN } from "../../../../../provider/model/secrets";
import { LAST_UPDATE, planRecord, recordedApp, updatedApp, withFields } from "../fixtures";

const approved = planRecord();
const target = approved.target;
const apps = (...all: PlannedResource[]): Partial<Plan> => ({ resources: all });
const [support, sales] = approved.resources as [PlannedResource, PlannedResource];

describe("compared", () => {
  it("accepts an unchanged plan", () => {
    assert.deepEqual(compared(approved, planRecord()), { moved: [], done: [] });
  });

  const rows: [what: string, change: Partial<Plan>, says: RegExp][] = [
    [
      "the program is another one",
      { target: { ...target, tree: { commit: "d".repeat(40), hash: "sha256:b", folder: "" } } },
      /^the program: planned with c{40}, this is d{40}$/,
    ],
    [
      "the program isn't in git any more",
      { target: { ...target, tree: undefined as never } },
      /^the program: .* none$/,
    ],
    [
      "a value of the configuration changed",
      { target: { ...target, config: { "shop:token": "x" } } },
      /^the configuration: shop:token$/,
    ],
    [
      "a key was added to the configuration",
      { target: { ...target, config: { ...target.config, "shop:new": "x" } } },
      /^the configuration: shop:new$/,
    ],
    [
      "a key was taken out of the configuration",
      { target: { ...target, config: {} } },
      /^the configuration: shop:token$/,
    ],
    [
      "somebody else deployed",
      {
        target: { ...target, lastUpdate: { ...LAST_UPDATE, startTime: "2026-11-23T11:30:00.000Z", message: "hotfix" } },
      },
      /^the stack: its last update is a different one, update of 2026-11-23T11:30:00\.000Z \(hotfix\)$/,
    ],
    ["the state was edited", { target: { ...target, state: "other" } }, /^the stack: its state has changed$/],
    [
      "an app was changed at the service",
      apps({ ...support, live: "other" }, sales),
      /^app support: it was changed at the service$/,
    ],
    [
      "an app is deployed otherwise",
      apps({ ...support, now: withFields(recordedApp("support"), { displayName: "x" }) }, sales),
      /^app support: its deployment has changed$/,
    ],
    [
      "the program sets something else",
      apps({ ...support, after: withFields(recordedApp("support"), { "retentionPolicy/ttlDays": 7 }) }, sales),
      /^app support: the program sets something else$/,
    ],
    [
      "a secret is another one",
      apps({ ...support, after: { ...(support.after as never as object), secrets: {} } as never }, sales),
      /^app support: the program sets something else$/,
    ],
    [
      "an update became a replacement",
      apps({ ...support, action: "replace" }, sales),
      /^app support: replace instead of update$/,
    ],
    [
      "more would be sent",
      apps({ ...support, updateMask: ["display_name", "retention_policy"] }, sales),
      /^app support: the request would differ$/,
    ],
    ["an app is new", apps(support, sales, updatedApp("new")), /^app new: it didn't exist$/],
    ["an app is gone", apps(support), /^app sales: it no longer exists$/],
    [
      "an app is done already, by somebody else",
      apps({ ...support, action: "same", now: support.after as never }, sales),
      /^app support: its deployment has changed$/,
    ],
    [
      "another resource changes",
      { others: [{ urn: "u", operations: ["create"] }] },
      /^changes to resources that are neither apps nor webhooks$/,
    ],
    [
      "there is something new to refuse",
      { findings: [{ gate: "drift", resource: "sales", message: "changed" }] },
      /^drift: sales: changed$/,
    ],
  ];
  for (const [what, change, says] of rows) {
    it(`refuses if ${what} @promotion-plan`, () => {
      const { moved } = compared(approved, planRecord(change));
      assert.equal(moved.length, 1, moved.join("; "));
      assert.match(moved[0] ?? "", says);
    });
  }

  it("refuses another commit only with --same-commit", () => {
    const other = { target: { ...target, tree: { ...(target.tree as object), commit: "d".repeat(40) } as never } };
    assert.deepEqual(compared(approved, planRecord(other)).moved, []);
    const strict = planRecord({ options: { ...approved.options, sameCommit: true } });
    assert.match(compared(strict, planRecord(other)).moved[0] ?? "", /^the commit: c+ was planned, this is d+$/);
  });

  describe("after an earlier run stopped midway", () => {
    const again = {
      ...target,
      state: "half",
      lastUpdate: {
        ...LAST_UPDATE,
        result: "failed",
        message: `sinch-apps promote: staging → prod, ${tieOf(approved)}`,
      },
    };
    const done = (app: PlannedResource): PlannedResource => ({
      key: app.key,
      kind: app.kind,
      name: app.name,
      id: app.id as string,
      action: "same",
      now: app.after as never,
      after: app.after as never,
      changes: [],
      live: "as it is now",
    });

    it("continues with the rest @promotion-interrupted", () => {
      assert.deepEqual(compared(approved, planRecord({ target: again, ...apps(done(support), sales) })), {
        moved: [],
        done: [support],
      });
    });

    it("refuses if an app that it updated has changed", () => {
      const other = { ...done(support), now: withFields(recordedApp("support"), { "retentionPolicy/ttlDays": 7 }) };
      const { moved } = compared(approved, planRecord({ target: again, ...apps(other, sales) }));
      assert.match(moved.join(), /^app support/);
    });

    it("refuses if an app that it didn't update has changed", () => {
      const { moved } = compared(
        approved,
        planRecord({ target: again, ...apps(done(support), { ...sales, live: "x" }) }),
      );
      assert.match(moved.join(), /^app sales: it was changed at the service$/);
    });

    it("counts a deleted app and a new one as done", () => {
      const gone = { ...updatedApp("gone"), action: "delete" as const };
      const { id: _, now: __, ...made } = { ...updatedApp("made"), action: "create" as const };
      const { id: ___, ...after } = recordedApp("made");
      const fields = { ...after.fields, "smartConversation/enabled": UNKNOWN };
      const plan = planRecord(apps(gone, { ...made, after: { ...after, fields } }));
      const last = { ...again, lastUpdate: { ...again.lastUpdate, message: tieOf(plan) } };
      const there = { ...done(made), now: withFields(recordedApp("made"), { "smartConversation/enabled": true }) };
      assert.deepEqual(compared(plan, planRecord({ target: last, ...apps(there) })), {
        moved: [],
        done: plan.resources,
      });
    });

    it("counts what an interrupted run left at the service as done, drift or not, and nothing else @promotion-interrupted", () => {
      const drift = (resource: string) => ({ gate: "drift", resource, message: "changed since it was deployed" });
      const findings = [drift("support"), drift("sales")];
      const compare = compared(approved, planRecord({ target: again, findings, ...apps(done(support), sales) }));
      assert.deepEqual([compare.moved, compare.done], [["drift: sales: changed since it was deployed"], [support]]);
      const first = compared(approved, planRecord({ findings: [drift("support")] }));
      assert.deepEqual(first.moved, ["drift: support: changed since it was deployed"]);
    });

    it("refuses if the update was of another plan", () => {
      const other = { ...again, lastUpdate: { ...again.lastUpdate, message: "plan sha256:0000000000000000" } };
      const { moved } = compared(approved, planRecord({ target: other, ...apps(done(support), sales) }));
      assert.match(moved.join(), /its last update is a different one.*app support/);
    });
  });

  it("refuses only for what stopped the preview, if that failed: the apps aren't known", () => {
    const taken = { gate: "preview", resource: "extra", message: "the name is taken" };
    assert.deepEqual(compared(approved, planRecord({ resources: [], findings: [taken] }), false), {
      moved: ["preview: extra: the name is taken"],
      done: [],
    });
  });

  it("refuses any other difference", () => {
    const { digest: _, ...rest } = approved;
    assert.equal(sealed<Plan>(rest).digest, approved.digest);
    assert.notEqual(sealed<Plan>({ ...rest, notes: ["x"] }).digest, approved.digest);
  });
});
