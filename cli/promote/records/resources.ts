import type { AppReference, Kind } from "../../resources/resource-facts";

export type { AppReference, Kind } from "../../resources/resource-facts";

/** An app or a webhook in a record: nothing of it is secret. */
export interface RecordedResource {
  /** Leads from the resource of one stack to that of another stack of the program: its kind and name. */
  readonly key: string;
  readonly kind: Kind;
  readonly name: string;
  readonly id?: string;
  readonly projectId: string;
  readonly region: string;
  /** The app that a webhook belongs to: in each environment another one. */
  readonly app?: AppReference;
  /** Leaves by path: `retentionPolicy/ttlDays`. */
  readonly fields: Readonly<Record<string, unknown>>;
  /** Digests of the secret leaves, by path. */
  readonly secrets: Readonly<Record<string, string>>;
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

/** What is to happen to an app or a webhook in the target. */
export interface PlannedResource {
  readonly key: string;
  readonly kind: Kind;
  readonly name: string;
  readonly id?: string;
  readonly action: "create" | "adopt" | "update" | "replace" | "delete" | "same";
  /** The PATCH's mask, for an update. */
  readonly updateMask?: readonly string[];
  readonly now?: RecordedResource;
  readonly after?: RecordedResource;
  readonly changes: readonly LeafChange[];
  /** Digest of the resource as the service shows it; absent where there is none. */
  readonly live?: string;
}
