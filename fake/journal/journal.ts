import type { Region } from "../api/wire.js";

/** What a request is, whatever its path looks like. `unknown` is a path or method that the API doesn't have. */
export type Operation = "list" | "create" | "get" | "update" | "delete" | "token" | "unknown";

/** What a request is about; none for tokens and what the API doesn't have. */
export type Collection = "apps" | "webhooks";

/** One request as the journal keeps it. Holds no secret: no Authorization header, and every secret or unknown leaf of the body as `"[secret]"`. */
export interface JournalEntry {
  /** The `x-request-id` that the answer carries. */
  requestId: string;
  /** When it came in. */
  time: Date;
  operation: Operation;
  method: string;
  /** The path as received, without the query. */
  path: string;
  projectId?: string;
  region?: Region;
  /** What it is about. */
  collection?: Collection;
  appId?: string;
  webhookId?: string;
  /** The paths of `update_mask` in whatever spelling they came, sorted; absent if the request has none. */
  updateMask?: string[];
  /** The query as received, without `?`; the values of parameters that the API doesn't know are `[secret]`. */
  query: string;
  /** The body with its secrets replaced; absent if there was none. */
  body?: unknown;
  /** What was answered; `null` if the connection was dropped. */
  status: number | null;
  /** Milliseconds from its arrival to its answer. */
  ms: number;
  /** The kind of fault that a rule put on it. */
  fault?: string;
}

/** What to count. */
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

/** Every request that reached the fake, oldest first, in memory. An entry is there before its client has the answer. */
export class Journal {
  readonly #entries: JournalEntry[] = [];
  readonly #limit: number;
  readonly #onEntry: ((entry: JournalEntry) => void) | undefined;

  constructor(limit: number, onEntry?: (entry: JournalEntry) => void) {
    this.#limit = limit;
    this.#onEntry = onEntry;
  }

  /** All requests, those for tokens included. */
  get entries(): readonly JournalEntry[] {
    return this.#entries;
  }

  /** The requests that would change something: create, update, delete, whatever their outcome. */
  get writes(): JournalEntry[] {
    return this.#entries.filter(({ operation }) => WRITES.includes(operation));
  }

  /** The last request, or the last one that fits. */
  last(filter: JournalFilter = {}): JournalEntry | undefined {
    return this.#entries.findLast((entry) => fits(entry, filter));
  }

  /** The requests that fit. */
  filter(filter: JournalFilter): JournalEntry[] {
    return this.#entries.filter((entry) => fits(entry, filter));
  }

  /** How many requests fit; all without a filter. */
  count(filter: JournalFilter = {}): number {
    return this.filter(filter).length;
  }

  /** Requests to the API by method, those to the token endpoint left out: `{ GET: 2, POST: 1 }`. */
  countByMethod(): Record<string, number> {
    const counts: Record<string, number> = {};
    for (const { method, operation } of this.#entries) {
      if (operation !== "token") counts[method] = (counts[method] ?? 0) + 1;
    }
    return counts;
  }

  /** Forgets all entries. */
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
