import assert from "node:assert/strict";
import { asReport } from "../../../../cli/drift/as-report";
import { judge } from "../../../../cli/drift/judge";
import type { AppReport, ChangeReport } from "../../../../cli/drift/report";
import { stakeOf } from "../../../../cli/drift/stakes";
import type { Change } from "../../../../provider/model/drift";
import { leavesOf } from "../../../../provider/model/leaves";
import type { ResourceType } from "../../../../provider/model/resource-type";
import { appType } from "../../../../provider/resources/app";
import { webhookType } from "../../../../provider/resources/webhook";

const keep = (ttlDays: number, retentionType = "MESSAGE_EXPIRE_POLICY") => ({
  retentionPolicy: { retentionType, ttlDays },
});
const forEver = { retentionPolicy: { retentionType: "PERSIST_RETENTION_POLICY" } };

describe("stakeOf", () => {
  const rows: [
    what: string,
    type: ResourceType,
    path: string,
    deployed: Record<string, unknown>,
    shown: Record<string, unknown>,
    says?: string,
  ][] = [
    [
      "names the age of what is deleted",
      appType,
      "ttlDays",
      keep(30),
      keep(1),
      "messages older than 1 day are being deleted",
    ],
    [
      "counts a policy without end",
      appType,
      "retentionType",
      forEver,
      keep(7),
      "messages older than 7 days are being deleted",
    ],
    ["is nothing for a longer policy", appType, "ttlDays", keep(1), keep(30)],
    ["is nothing for a policy without end", appType, "retentionType", keep(1), forEver],
  ];
  for (const [what, type, leaf, deployed, shown, says] of rows)
    it(what, () => {
      const change = { kind: "changed", path: `retentionPolicy/${leaf}` } as Change;
      assert.equal(stakeOf(type, change, leavesOf(type, deployed), leavesOf(type, shown)), says);
    });

  it("says of a webhook that its events are no longer signed, and nothing of another secret", () => {
    const change = { kind: "changed", path: "secret" } as Change;
    const deployed = leavesOf(webhookType, { secret: "one" });
    assert.equal(stakeOf(webhookType, change, deployed, leavesOf(webhookType, {})), "events are no longer signed");
    assert.equal(stakeOf(webhookType, change, deployed, leavesOf(webhookType, { secret: "two" })), undefined);
  });

  it("names a channel that is gone", () => {
    const change = { kind: "removed", path: "channelCredentials/SMS" } as Change;
    assert.equal(stakeOf(appType, change, new Map(), new Map()), "channel SMS is gone");
    assert.equal(stakeOf(appType, { ...change, kind: "added" } as Change, new Map(), new Map()), undefined);
  });
});

describe("asReport: what is at stake", () => {
  const change = (field: string, stake?: string): ChangeReport => ({
    kind: "changed",
    path: field,
    field,
    ...(stake ? { stake } : {}),
  });
  const app = (name: string, ...changes: ChangeReport[]): AppReport => ({
    ...{ name, urn: `urn:pulumi:prod::t::T::${name}`, id: name, projectId: "P", region: "us", status: "changed" },
    changes,
    health: [],
  });
  const loss = change("retentionPolicy.ttlDays", "messages older than 1 day are being deleted");

  it("comes first: beside the counts, among the apps, and among an app's changes", () => {
    const apps = [app("sales", change("displayName")), app("support", change("displayName"), loss)];
    const stacks = [{ name: "prod", project: "t", apps, pendingOperations: [] }];
    const { notes = [], sections } = asReport(judge({ stacks, places: [] }, { failOn: ["drift"], since: false }));
    assert.equal(notes[0], "support of prod: messages older than 1 day are being deleted");
    const part = sections[0]?.parts[0];
    assert.ok(part?.kind === "apps");
    assert.deepEqual(
      part.apps.map(({ name, changes }) => [name, ...changes.map(({ field, severity }) => `${severity} ${field}`)]),
      [
        ["support", "bad retentionPolicy.ttlDays", "warning displayName"],
        ["sales", "warning displayName"],
      ],
    );
  });

  it("is named five times at most", () => {
    const stacks = [
      {
        name: "prod",
        project: "t",
        apps: Array.from({ length: 7 }, (_, index) => app(`a${index}`, loss)),
        pendingOperations: [],
      },
    ];
    const { notes = [] } = asReport(judge({ stacks, places: [] }, { failOn: ["drift"], since: false }));
    assert.equal(notes[5], "and 2 more where something is lost");
  });
});
