import type { DigestParameters } from "./secret-digests";

/** The forms of the three records. A change that an older version would misread gets a new number. */
export const SOURCE_SCHEMA = "sinch-apps/promotion-source/1";
export const PLAN_SCHEMA = "sinch-apps/promotion-plan/1";
export const OUTCOME_SCHEMA = "sinch-apps/promotion-outcome/1";

/** What every record begins with. */
export interface Sealed<Schema extends string> {
  readonly schema: Schema;
  /** Digest over all the rest of the record: a changed record is noticed. */
  readonly digest: string;
}

/** The program's files, as git has them. */
export interface SourceTree {
  readonly commit: string;
  /** Over the files of the project's folder and the lock file, `Pulumi.*.yaml` left out. */
  readonly hash: string;
  /** The project's folder in the repository; empty at its root. */
  readonly folder: string;
  /** The lock file in the repository. */
  readonly lockFile?: string;
}

export interface Versions {
  readonly pulumi: string;
  readonly node: string;
  /** Versions of the packages that the program's folder resolves. */
  readonly packages: Readonly<Record<string, string>>;
}

/** The last operation that changed a stack, as Pulumi's history has it. */
export interface LastUpdate {
  readonly kind: string;
  readonly result: string;
  readonly startTime: string;
  readonly message: string;
  /** Flags of the operation that left a part of the stack aside. */
  readonly partial: readonly string[];
  /** Commit that the operation ran from, where Pulumi knew it. */
  readonly commit?: string;
}

/** A condition that was checked, and what was found. */
export interface Gate {
  readonly gate: string;
  readonly status: "passed" | "refused" | "skipped";
  readonly found: string;
  /** Why it was skipped. */
  readonly reason?: string;
}

/** An app in a record: nothing of it is secret. */
export interface RecordedApp {
  /** Tells the apps of two stacks of one program apart: type and name of the resource. */
  readonly key: string;
  readonly name: string;
  readonly id?: string;
  readonly projectId: string;
  readonly region: string;
  /** Leaves by path: `retentionPolicy/ttlDays`. */
  readonly fields: Readonly<Record<string, unknown>>;
  /** Digests of the secret leaves, by path. */
  readonly secrets: Readonly<Record<string, string>>;
}

/** A stack in a record. */
export interface StackFacts {
  readonly project: string;
  readonly stack: string;
  /** Which stack that is, however it is named: `organization/project/stack`. */
  readonly fullName: string;
  /** Absent outside of git. */
  readonly tree?: SourceTree;
  readonly versions: Versions;
  readonly lastUpdate?: LastUpdate;
}

/** What `promote attest` writes: the source as it was deployed. */
export interface SourceRecord extends Sealed<typeof SOURCE_SCHEMA>, StackFacts {
  readonly madeAt: string;
  readonly gates: readonly Gate[];
  readonly digests: DigestParameters;
  /** The keys of the stack's configuration, and which of them are secret. No values. */
  readonly config: Readonly<Record<string, { readonly secret: boolean }>>;
  readonly apps: readonly RecordedApp[];
}

/** One leaf that changes in the target. */
export interface LeafChange {
  readonly path: string;
  readonly now?: unknown;
  readonly after?: unknown;
  /**
   * `promoted`: as the source has it; `own`: what differs between environments by design; `source`: what should, but is the
   * source's; `other`: none of these.
   */
  readonly kind: "promoted" | "own" | "source" | "other";
}

/** What is to happen to an app in the target. */
export interface PlannedApp {
  readonly key: string;
  readonly name: string;
  readonly id?: string;
  readonly action: "create" | "adopt" | "update" | "replace" | "delete" | "same";
  /** The PATCH's mask, for an update. */
  readonly updateMask?: readonly string[];
  readonly now?: RecordedApp;
  readonly after?: RecordedApp;
  readonly changes: readonly LeafChange[];
  /** Digest of the app as the service shows it; absent where there is none. */
  readonly live?: string;
}

/** Something that the promotion is refused for, unless its own flag allows it. */
export interface Finding {
  readonly gate: string;
  readonly app?: string;
  /** The leaf of the app that is the source's. */
  readonly path?: string;
  readonly message: string;
  /** That of the provider's error, where it is one. */
  readonly code?: string;
  /** What to do about it. */
  readonly fix?: string;
  /** What allowed it, and why. */
  readonly allowed?: { readonly by: string; readonly reason: string };
}

export interface PlanOptions {
  readonly sameCommit: boolean;
  /** Drift in the target is taken into the state first, and overwritten. */
  readonly overwriteDrift: boolean;
  readonly policyPacks: readonly string[];
  /** Files with the configuration of the packs, one for each. */
  readonly policyPackConfigs: readonly string[];
  /** Reasons, by gate. */
  readonly allowed: Readonly<Record<string, { readonly by: string; readonly reason: string }>>;
  readonly maxAgeHours: number;
}

/** The target as the plan found it. */
export interface TargetFacts extends StackFacts {
  /** Digest over all resources of the state. */
  readonly state: string;
  /** Digests over the values of the configuration, by key. */
  readonly config: Readonly<Record<string, string>>;
}

/** What `promote plan` writes. */
export interface Plan extends Sealed<typeof PLAN_SCHEMA> {
  readonly madeAt: string;
  readonly verdict: "nothing" | "changes" | "refused";
  readonly options: PlanOptions;
  readonly source: SourceRecord;
  readonly target: TargetFacts;
  readonly digests: DigestParameters;
  readonly apps: readonly PlannedApp[];
  /** Changes to resources that aren't apps. */
  readonly others: readonly { readonly urn: string; readonly operations: readonly string[] }[];
  readonly findings: readonly Finding[];
  /** What an approver should know, and nothing is refused for. */
  readonly notes: readonly string[];
}

/** What `promote apply` keeps of what it did: opened before the first write. */
export interface OutcomeRecord {
  readonly schema: typeof OUTCOME_SCHEMA;
  /** Digest of the plan. */
  readonly plan: string;
  readonly source: string;
  readonly target: string;
  readonly commit?: string;
  readonly runs: readonly OutcomeRun[];
}

/** One run of `promote apply`. */
export interface OutcomeRun {
  readonly startedAt: string;
  readonly endedAt?: string;
  /** `started` is what a killed run leaves. */
  readonly status: "started" | "done" | "stopped" | "nothing written";
  readonly apps: readonly { readonly name: string; readonly action: string; readonly status: AppStatus }[];
  /** Why it stopped, or what was proven. */
  readonly result?: string;
}

/** `as planned`: it needed nothing, or an earlier run did it. */
export type AppStatus = "done" | "failed" | "not reached" | "as planned";
