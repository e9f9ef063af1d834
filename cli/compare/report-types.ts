// Generated from report.schema.json by `npm run generate`: what `sinch-apps compare` found.

/**
 * What a finding can be, as --fail-on names it.
 */
export type Kind = "different" | "missing" | "drift" | "failing";
/**
 * The earlier report has it, too; only with --since.
 */
export type Known = true;

/**
 * What `sinch-apps compare --format json` writes. Version 1; a field that is added keeps the version.
 */
export interface CompareReport {
  /**
   * Tells it from other reports.
   */
  report: "compare";
  schemaVersion: 1;
  /**
   * 0 the same, 2 different, 1 inconclusive.
   */
  exitCode: 0 | 1 | 2;
  /**
   * The findings that count.
   */
  failOn: Kind[];
  summary: Summary;
  /**
   * Why the result is inconclusive.
   */
  problems: string[];
  /**
   * The stacks, in the order of the columns.
   */
  environments: Environment[];
  /**
   * By kind and name.
   */
  resources: ResourceReport[];
}
/**
 * How many resources of each. One may be different and have drifted.
 */
export interface Summary {
  /**
   * Apps and webhooks, matched by name.
   */
  resources: number;
  /**
   * The same in all stacks, but for what is environment-specific.
   */
  same: number;
  /**
   * Fields differ that aren't environment-specific.
   */
  different: number;
  /**
   * Not in every stack, or deleted outside Pulumi.
   */
  missing: number;
  /**
   * Changed outside Pulumi, in at least one stack.
   */
  drifted: number;
  /**
   * A channel is FAILING, in at least one stack.
   */
  failing: number;
  /**
   * Could not be read in at least one stack.
   */
  unreadable: number;
  /**
   * Findings that count and that the earlier report lacks; only with --since.
   */
  new?: number;
}
/**
 * One stack.
 */
export interface Environment {
  stack: string;
  /**
   * Why it could not be opened. Nothing of it is compared.
   */
  error?: string;
}
/**
 * One app or webhook in all stacks.
 */
export interface ResourceReport {
  /**
   * What it has in common in all stacks.
   */
  key: string;
  kind: "app" | "webhook";
  /**
   * Name of the resource in the first stack that has it.
   */
  name: string;
  /**
   * One per environment, in their order.
   */
  cells: Cell[];
  /**
   * Fields that differ and aren't environment-specific.
   */
  differences: FieldReport[];
  /**
   * What differs by design: project, region, identities, names, targets, secrets.
   */
  environmentSpecific: FieldReport[];
}
/**
 * One resource in one stack.
 */
export interface Cell {
  stack: string;
  /**
   * same, different: as in the first stack that has it; missing: not in the stack; deleted: outside Pulumi; unreadable: the service could not be asked; unknown: the stack could not be opened.
   */
  status: "same" | "different" | "missing" | "deleted" | "unreadable" | "unknown";
  id?: string;
  /**
   * Fields that were changed outside Pulumi.
   */
  drift: DriftedField[];
  /**
   * Channels that are FAILING.
   */
  failing: FailingChannel[];
  /**
   * The earlier report has it, too; only with --since.
   */
  known?: true;
}
export interface DriftedField {
  field: string;
  /**
   * What is lost for as long as it stays so.
   */
  stake?: string;
  known?: Known;
}
export interface FailingChannel {
  channel: string;
  reason?: string;
  known?: Known;
}
/**
 * One field in all stacks.
 */
export interface FieldReport {
  /**
   * Such as channelCredentials/SMS/staticBearer/token.
   */
  path: string;
  /**
   * The same for people: channelCredentials[SMS].staticBearer.token.
   */
  field: string;
  /**
   * Why it may differ; different: no reason is known.
   */
  kind: "different" | "place" | "identity" | "name" | "setting" | "secret";
  /**
   * One per environment, in their order.
   */
  values: FieldValue[];
  known?: Known;
}
export interface FieldValue {
  /**
   * absent: the stack lacks the resource; unset; set: value is shown; same, different: a secret, compared with the first one.
   */
  state: "absent" | "unset" | "set" | "same" | "different";
  /**
   * Only with set.
   */
  value?: unknown;
}
