/** Version of the report's form, as in `report.schema.json`. A field that is added keeps it. */
export const SCHEMA_VERSION = 1;

/** What a finding can be, as `--fail-on` names it. */
export const KINDS = ["drift", "missing", "unmanaged", "failing"] as const;
export type Kind = (typeof KINDS)[number];

/** What was found. The same service and state give the same report: no times, a fixed order. */
export interface DriftReport {
  readonly schemaVersion: typeof SCHEMA_VERSION;
  /** 0 in sync, 2 drift, 1 could not tell. */
  readonly exitCode: 0 | 1 | 2;
  /** The findings that count. */
  readonly failOn: readonly Kind[];
  readonly summary: Summary;
  /** Why it couldn't be told, for all or for a part. */
  readonly problems: readonly string[];
  /** By name. */
  readonly stacks: readonly StackReport[];
  /** By project and region. */
  readonly places: readonly PlaceReport[];
  /** What to do, the command to run last. */
  readonly next: readonly NextStep[];
}

/** How many of each. */
export interface Summary {
  readonly stacks: number;
  readonly unreadableStacks: number;
  /** Apps in the states. */
  readonly apps: number;
  readonly inSync: number;
  readonly changed: number;
  readonly missing: number;
  /** Apps of which it couldn't be told. */
  readonly unreadable: number;
  /** Apps of the projects that none of the stacks manages; only with `--unmanaged`. */
  readonly unmanaged?: number;
  /** Channels of managed apps. */
  readonly failing: number;
  /** Channels of managed apps. */
  readonly pending: number;
  /** Apps that the projects have, and how many of them the stacks manage; absent where nothing was listed. */
  readonly coverage?: { readonly apps: number; readonly managed: number };
  /** Findings that count and that the earlier report doesn't have; only with `--since`. */
  readonly new?: number;
}

/** One stack. */
export interface StackReport {
  readonly name: string;
  /** The Pulumi project. */
  readonly project?: string;
  /** Why it couldn't be read; it has no apps then. */
  readonly error?: string;
  /** By name of the resource. */
  readonly apps: readonly AppReport[];
  /** Operations that an interrupted run left in the state. */
  readonly pendingOperations: readonly { readonly type: string; readonly urn: string }[];
}

/** One app of a state. */
export interface AppReport {
  /** Name of the resource. */
  readonly name: string;
  readonly urn: string;
  readonly id: string;
  /** As deployed; absent where the program made it a secret. */
  readonly displayName?: string;
  readonly projectId: string;
  readonly region: string;
  readonly status: "in-sync" | "changed" | "missing" | "unreadable";
  /** Why it couldn't be told. */
  readonly error?: string;
  readonly changes: readonly ChangeReport[];
  /** Channels that are FAILING or PENDING. */
  readonly health: readonly HealthReport[];
  /** The earlier report has it as missing, too. */
  readonly known?: true;
}

/** One field that was changed, or one channel that was added or removed. */
export interface ChangeReport {
  readonly kind: "changed" | "added" | "removed" | "reordered";
  /** `channelCredentials/SMS/staticBearer/token`. */
  readonly path: string;
  /** The same for people: `channelCredentials[SMS].staticBearer.token`. */
  readonly field: string;
  /** A secret: only that it changed is said. */
  readonly secret?: true;
  /** Absent where it isn't set. */
  readonly deployed?: unknown;
  /** Absent where it isn't set. */
  readonly actual?: unknown;
  /** The earlier report has it, too. */
  readonly known?: true;
}

/** A channel that doesn't work, or not yet. */
export interface HealthReport {
  readonly channel: string;
  readonly status: "FAILING" | "PENDING";
  readonly reason?: string;
  /** The earlier report has it, too. */
  readonly known?: true;
}

/** One project and region. */
export interface PlaceReport {
  readonly projectId: string;
  readonly region: string;
  /** Why it couldn't be listed. */
  readonly error?: string;
  /** Apps that the service has there. */
  readonly apps?: number;
  /** How many of them the stacks manage. */
  readonly managed?: number;
  /** The others; only with `--unmanaged`. */
  readonly unmanaged?: readonly UnmanagedApp[];
}

/** An app that none of the stacks manages. */
export interface UnmanagedApp {
  readonly id: string;
  readonly displayName: string;
  readonly channels: readonly string[];
  /** The earlier report has it, too. */
  readonly known?: true;
}

/** What to do next. */
export interface NextStep {
  readonly why: string;
  /** Commands, one after the other. */
  readonly commands: readonly string[];
}
