import type { Region } from "../api/wire.js";

/** The operation of a request. `unknown` is a path or method that the API doesn't have. */
export type Operation = "list" | "create" | "get" | "update" | "delete" | "token" | "unknown";

/** The collection of a request; `undefined` for token requests and unknown paths. */
export type Collection = "apps" | "webhooks";

/**
 * A journal entry for one request. Contains no secret: no Authorization header, and `"[secret]"` for every secret or
 * unknown leaf of the body.
 */
export interface JournalEntry {
  /** The `x-request-id` of the response. */
  requestId: string;
  /** When it arrived. */
  time: Date;
  operation: Operation;
  method: string;
  /** The path as received, without the query. */
  path: string;
  projectId?: string;
  region?: Region;
  /** Its collection. */
  collection?: Collection;
  appId?: string;
  webhookId?: string;
  /** The paths of `update_mask` in either spelling, sorted; absent if the request has none. */
  updateMask?: string[];
  /** The query as received, without `?`; values of unknown parameters are `[secret]`. */
  query: string;
  /** The body with secrets replaced; absent if there was none. */
  body?: unknown;
  /** Status of the response; `null` if the connection was dropped. */
  status: number | null;
  /** Milliseconds from arrival to response. */
  ms: number;
  /** The kind of fault that a rule applied. */
  fault?: string;
}

/** Which requests to count. */
export interface JournalFilter {
  method?: string;
  operation?: Operation;
  collection?: Collection;
  projectId?: string;
  appId?: string;
  webhookId?: string;
  status?: number | null;
}

const WRITES: readonly Operation[] = ["create", "update", "delete"];

/**
 * Every request that reached the fake, oldest first, in memory. An entry exists before its client gets the response.
 */
export class Journal {
  readonly #entries: JournalEntry[] = [];
  readonly #limit: number;
  readonly #onEntry: ((entry: JournalEntry) => void) | undefined;

  constructor(limit: number, onEntry?: (entry: JournalEntry) => void) {
    this.#limit = limit;
    this.#onEntry = onEntry;
  }

  /** All requests, including those for tokens. */
  get entries(): readonly JournalEntry[] {
    return this.#entries;
  }

  /** All create, update and delete requests, whatever their outcome. */
  get writes(): JournalEntry[] {
    return this.#entries.filter(({ operation }) => WRITES.includes(operation));
  }

  /** The last matching request, or the last of all. */
  last(filter: JournalFilter = {}): JournalEntry | undefined {
    return this.#entries.findLast((entry) => fits(entry, filter));
  }

  /** The matching requests. */
  filter(filter: JournalFilter): JournalEntry[] {
    return this.#entries.filter((entry) => fits(entry, filter));
  }

  /** Number of matching requests; all without a filter. */
  count(filter: JournalFilter = {}): number {
    return this.filter(filter).length;
  }

  /** Number of API requests by method, without the token endpoint: `{ GET: 2, POST: 1 }`. */
  countByMethod(): Record<string, number> {
    const counts: Record<string, number> = {};
    for (const { method, operation } of this.#entries) {
      if (operation !== "token") counts[method] = (counts[method] ?? 0) + 1;
    }
    return counts;
  }

  /** Removes all entries. */
  clear(): void {
    this.#entries.length = 0;
  }

  /** @internal */
  add(entry: JournalEntry): void {
    this.#entries.push(entry);
    if (this.#entries.length > this.#limit) this.#entries.shift();
    this.#onEntry?.(entry);
  }

  /** So that `JSON.stringify(fake.journal)` gives the entries. */
  toJSON(): readonly JournalEntry[] {
    return this.#entries;
  }
}

function fits(entry: JournalEntry, filter: JournalFilter): boolean {
  return Object.entries(filter).every(
    ([key, value]) => value === undefined || entry[key as keyof JournalEntry] === value,
  );
}
