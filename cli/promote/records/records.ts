import type { PlannedResource, RecordedResource } from "./resources";
import type { DigestParameters } from "./secret-digests";

export type { AppReference, Kind, LeafChange, PlannedResource, RecordedResource } from "./resources";

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
  /** Apps and webhooks. */
  readonly resources: readonly RecordedResource[];
}

/** Something that the promotion is refused for, unless its own flag allows it. */
export interface Finding {
  readonly gate: string;
  /** The resource that it is about: `support`, `webhook events`. */
  readonly resource?: string;
  /** The leaf that is the source's. */
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
  /** Apps, each with its webhooks behind it. */
  readonly resources: readonly PlannedResource[];
  /** Changes to resources that are neither apps nor webhooks. */
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
  readonly resources: readonly {
    /** `support`, `webhook events`. */
    readonly name: string;
    readonly action: string;
    readonly status: ResourceStatus;
  }[];
  /** Why it stopped, or what was proven. */
  readonly result?: string;
}

/** `as planned`: it needed nothing, or an earlier run did it. */
export type ResourceStatus = "done" | "failed" | "not reached" | "as planned";
