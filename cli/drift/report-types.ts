// Generated from report.schema.json by `npm run generate`: what `sinch-apps drift` found.

/**
 * What a finding can be, as --fail-on names it.
 */
export type Kind = "drift" | "missing" | "unmanaged" | "failing";
export type Count = number;
/**
 * The earlier report has it, too; only with --since.
 */
export type Known = true;

/**
 * What `sinch-apps drift --format json` writes. Version 1; a field that is added keeps the version.
 */
export interface DriftReport {
  schemaVersion: 1;
  /**
   * 0 in sync, 2 drift, 1 inconclusive.
   */
  exitCode: 0 | 1 | 2;
  /**
   * The findings that count.
   */
  failOn: Kind[];
  summary: Summary;
  /**
   * Why it couldn't be told, for all or for a part.
   */
  problems: string[];
  /**
   * By name.
   */
  stacks: StackReport[];
  /**
   * By project and region.
   */
  places: PlaceReport[];
  /**
   * What to do, the command to run last.
   */
  next: NextStep[];
}
/**
 * How many of each.
 */
export interface Summary {
  stacks: Count;
  unreadableStacks: Count;
  /**
   * Apps in the states.
   */
  apps: number;
  inSync: Count;
  changed: Count;
  missing: Count;
  /**
   * Apps of which it couldn't be told.
   */
  unreadable: number;
  /**
   * Apps of the projects that none of the stacks manages; only with --unmanaged.
   */
  unmanaged?: number;
  /**
   * Channels of managed apps.
   */
  failing: number;
  /**
   * Channels of managed apps.
   */
  pending: number;
  /**
   * Apps that the projects have, and how many of them the stacks manage; absent where nothing was listed.
   */
  coverage?: {
    apps: Count;
    managed: Count;
  };
  /**
   * Findings that count and that the earlier report doesn't have; only with --since.
   */
  new?: number;
  /**
   * Webhooks in the states; absent if there are none.
   */
  webhooks?: {
    total: Count;
    inSync: Count;
    changed: Count;
    missing: Count;
    unreadable: Count;
    /**
     * Only with --unmanaged.
     */
    unmanaged?: number;
  };
}
/**
 * One stack.
 */
export interface StackReport {
  name: string;
  /**
   * The Pulumi project.
   */
  project?: string;
  /**
   * Why it couldn't be read; it has no apps then.
   */
  error?: string;
  /**
   * By name of the resource.
   */
  apps: AppReport[];
  /**
   * Operations that an interrupted run left in the state.
   */
  pendingOperations: {
    type: string;
    urn: string;
  }[];
  /**
   * By name of the resource; absent if there are none.
   */
  webhooks?: WebhookReport[];
}
/**
 * One app of a state.
 */
export interface AppReport {
  /**
   * Name of the resource.
   */
  name: string;
  urn: string;
  id: string;
  /**
   * As deployed; absent where the program made it a secret.
   */
  displayName?: string;
  projectId: string;
  region: string;
  status: "in-sync" | "changed" | "missing" | "unreadable";
  /**
   * Why it couldn't be told.
   */
  error?: string;
  changes: ChangeReport[];
  /**
   * Channels that are FAILING or PENDING.
   */
  health: HealthReport[];
  known?: Known;
}
/**
 * One field that was changed, or one channel that was added or removed.
 */
export interface ChangeReport {
  kind: "changed" | "added" | "removed" | "reordered";
  /**
   * Such as channelCredentials/SMS/staticBearer/token.
   */
  path: string;
  /**
   * The same for people: channelCredentials[SMS].staticBearer.token.
   */
  field: string;
  /**
   * What is lost for as long as it stays so, such as: messages older than 1 day are being deleted.
   */
  stake?: string;
  /**
   * Only that it changed is said.
   */
  secret?: true;
  known?: Known;
  /**
   * Absent if not set.
   */
  deployed?: unknown;
  /**
   * Absent if not set.
   */
  actual?: unknown;
}
/**
 * A channel that doesn't work, or not yet.
 */
export interface HealthReport {
  channel: string;
  status: "FAILING" | "PENDING";
  reason?: string;
  known?: Known;
}
/**
 * One webhook of a state.
 */
export interface WebhookReport {
  /**
   * Name of the resource.
   */
  name: string;
  urn: string;
  id: string;
  /**
   * ID of its app, as deployed.
   */
  appId: string;
  /**
   * As deployed; absent if the program made it a secret.
   */
  target?: string;
  projectId: string;
  region: string;
  status: "in-sync" | "changed" | "missing" | "unreadable";
  /**
   * Why it couldn't be told.
   */
  error?: string;
  changes: ChangeReport[];
  known?: Known;
}
/**
 * One project and region.
 */
export interface PlaceReport {
  projectId: string;
  region: string;
  /**
   * Why it couldn't be listed.
   */
  error?: string;
  /**
   * Apps that the service has there.
   */
  apps?: number;
  /**
   * How many of them the stacks manage.
   */
  managed?: number;
  /**
   * The others; only with --unmanaged.
   */
  unmanaged?: UnmanagedApp[];
  /**
   * Senders and the like that several apps have: only the app that was given one last gets what comes in. Absent if there are none.
   */
  shared?: SharedIdentity[];
  /**
   * Webhooks of the stacks' apps that none of the stacks manages; only with --unmanaged.
   */
  unmanagedWebhooks?: UnmanagedWebhook[];
}
/**
 * An app that none of the stacks manages.
 */
export interface UnmanagedApp {
  id: string;
  displayName: string;
  channels: string[];
  known?: Known;
}
/**
 * An identity on a channel that several apps have. Its value isn't said.
 */
export interface SharedIdentity {
  /**
   * Such as channelCredentials[SMS].staticBearer.claimedIdentity.
   */
  field: string;
  apps: {
    id: string;
    /**
     * Absent if a program made it a secret.
     */
    displayName?: string;
  }[];
}
/**
 * A webhook that none of the stacks manages.
 */
export interface UnmanagedWebhook {
  id: string;
  appId: string;
  target: string;
  known?: Known;
}
/**
 * What to do next.
 */
export interface NextStep {
  why: string;
  /**
   * One after the other.
   */
  commands: string[];
}
