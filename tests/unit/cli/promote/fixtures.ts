import {
  type LastUpdate,
  PLAN_SCHEMA,
  type Plan,
  type PlannedResource,
  type PlanOptions,
  type RecordedResource,
  SOURCE_SCHEMA,
  type SourceRecord,
} from "../../../../cli/promote/records/records";
import { sealed } from "../../../../cli/promote/records/seal";
import type { ResourceFacts } from "../../../../cli/resources/resource-facts";
import { leavesOf, splitPath } from "../../../../provider/model/leaves";
import { appType } from "../../../../provider/resources/app";

export const LAST_UPDATE: LastUpdate = {
  kind: "update",
  result: "succeeded",
  startTime: "2026-11-20T10:00:00.000Z",
  message: "Merge #12",
  partial: [],
};

const VERSIONS = { pulumi: "3.259.0", node: "24.0.0", packages: { "pulumi-sinch-conversation": "0.1.0" } };
const TREE = { commit: "c".repeat(40), hash: `sha256:${"a".repeat(64)}`, folder: "" };
/** The options of a plan where none is given. */
export const OPTIONS: PlanOptions = {
  sameCommit: false,
  overwriteDrift: false,
  policyPacks: [],
  policyPackConfigs: [],
  allowed: {},
  maxAgeHours: 168,
};
export const DIGESTS = { algorithm: "scrypt", salt: "salt", N: 1024, r: 8, p: 1 } as const;

/** An app in a record: an SMS channel, 30 days. */
export function recordedApp(name: string, change: Partial<RecordedResource> = {}): RecordedResource {
  return {
    key: name,
    kind: "app",
    name,
    id: `id-${name}`,
    projectId: "project-3",
    region: "us",
    fields: {
      displayName: name,
      channelCredentials: ["SMS"],
      "channelCredentials/SMS/channel": "SMS",
      "channelCredentials/SMS/staticBearer/claimedIdentity": `plan-${name}`,
      "retentionPolicy/retentionType": "MESSAGE_EXPIRE_POLICY",
      "retentionPolicy/ttlDays": 30,
    },
    secrets: { "channelCredentials/SMS/staticBearer/token": "digest" },
    ...change,
  };
}

/** A recorded app with other values of some fields. */
export const withFields = (app: RecordedResource, fields: object): RecordedResource => ({
  ...app,
  fields: { ...app.fields, ...fields },
});

/** An app that a plan updates: 30 days to 14. */
export function updatedApp(name: string, change: Partial<PlannedResource> = {}): PlannedResource {
  const now = recordedApp(name);
  return {
    key: name,
    kind: "app",
    name,
    id: `id-${name}`,
    action: "update",
    updateMask: ["retention_policy"],
    now,
    after: withFields(now, { "retentionPolicy/ttlDays": 14 }),
    changes: [{ path: "retentionPolicy/ttlDays", now: 30, after: 14, kind: "promoted" }],
    live: `live-${name}`,
    ...change,
  };
}

export function sourceRecord(change: Partial<SourceRecord> = {}): SourceRecord {
  return sealed<SourceRecord>({
    schema: SOURCE_SCHEMA,
    madeAt: "2026-11-23T10:00:00.000Z",
    project: "shop",
    stack: "staging",
    fullName: "organization/shop/staging",
    tree: TREE,
    versions: VERSIONS,
    lastUpdate: LAST_UPDATE,
    gates: [{ gate: "git", status: "passed", found: "clean" }],
    digests: DIGESTS,
    config: { "shop:token": { secret: true } },
    resources: [recordedApp("support", { projectId: "project-2" })],
    ...change,
  });
}

export function planRecord(change: Partial<Plan> = {}): Plan {
  return sealed<Plan>({
    schema: PLAN_SCHEMA,
    madeAt: "2026-11-23T11:00:00.000Z",
    verdict: "changes",
    options: OPTIONS,
    source: sourceRecord(),
    target: {
      project: "shop",
      stack: "prod",
      fullName: "organization/shop/prod",
      tree: TREE,
      versions: VERSIONS,
      lastUpdate: LAST_UPDATE,
      state: "state",
      config: { "shop:token": "digest" },
    },
    digests: DIGESTS,
    resources: [updatedApp("support"), updatedApp("sales")],
    others: [],
    findings: [],
    notes: [],
    ...change,
  });
}

/** An app in memory, from the fields of a program. */
export function facts(name: string, fields: object, change: Partial<ResourceFacts> = {}): ResourceFacts {
  return {
    key: name,
    kind: "app",
    name,
    id: `id-${name}`,
    projectId: "project-3",
    region: "us",
    leaves: leavesOf(appType, { displayName: name, channelCredentials: [], ...fields }),
    isSecret: (path) => appType.isSecret(splitPath(path)),
    ...change,
  };
}
