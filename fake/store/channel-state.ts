import { isDeepStrictEqual } from "node:util";
import { ENTRY_FIELDS, ENTRY_OUTPUT_ONLY } from "../api/channels.js";
import { entryKey } from "../api/entry-rules.js";
import { exchange } from "../api/instagram.js";
import { holdsMask } from "../api/secrets.js";
import type { ChannelState, WireEntry } from "../api/wire.js";
import type { Unverified } from "../options.js";
import type { StoredApp } from "./store.js";

const REFUSED = "The token was already exchanged for a long-lived one";
const UNVERIFIED = "The channel doesn't know the identity";
const MASKED = "The channel refuses the credentials";

/** Moves PENDING entries whose time has come to their next state, usually ACTIVE. Call at each read. */
export function settle(stored: StoredApp, now: number): void {
  const { app, pendingUntil, unverified = {} } = stored;
  app.channel_credentials = app.channel_credentials.filter((entry) => {
    const key = entryKey(entry);
    const due = pendingUntil[key];
    if (due === undefined || due > now) return true;
    delete pendingUntil[key];
    const verdict = unverified[key];
    if (verdict?.becomes === "gone") {
      delete unverified[key];
      return false;
    }
    if (verdict) entry.state = { status: "FAILING", description: verdict.reason ?? UNVERIFIED };
    else if (entry.state?.status === "PENDING") entry.state = { status: "ACTIVE", description: "" };
    return true;
  });
}

/**
 * Sets the state of entries that were just written. An entry with unchanged credentials keeps its state and known ID.
 * Any other is PENDING, or FAILING if the channel refuses its credentials.
 */
export function connect(
  stored: StoredApp,
  before: readonly WireEntry[],
  options: { now: number; pendingMs: number; exchanges: boolean; unverified: Readonly<Record<string, Unverified>> },
): void {
  const verdicts: Record<string, Unverified> = {};
  stored.pendingUntil = Object.fromEntries(
    stored.app.channel_credentials
      .map((entry) => {
        const refusal = (options.exchanges && exchangeToken(stored, entry)) || (holdsMask(entry) && MASKED);
        const old = before.find((other) => entryKey(other) === entryKey(entry));
        // One that the channel couldn't verify is verified again.
        const failed = stored.unverified?.[entryKey(entry)] !== undefined && old?.state?.status === "FAILING";
        const kept = old !== undefined && !failed && isDeepStrictEqual(credentials(old), credentials(entry));
        const verdict = kept ? stored.unverified?.[entryKey(entry)] : verdictOf(entry, options.unverified);
        if (verdict) verdicts[entryKey(entry)] = verdict;
        if (kept && old.channel_known_id !== undefined) entry.channel_known_id = old.channel_known_id;
        entry.state = kept && old.state ? old.state : newState(refusal);
        const due = kept ? stored.pendingUntil[entryKey(entry)] : options.now + (verdict?.afterMs ?? options.pendingMs);
        return [entryKey(entry), entry.state.status === "PENDING" ? due : undefined];
      })
      .filter(([, due]) => due !== undefined),
  );
  stored.unverified = verdicts;
}

/** The outcome for an entry, if one of its texts is an identity that the channel can't verify. */
function verdictOf(entry: WireEntry, unverified: Readonly<Record<string, Unverified>>): Unverified | undefined {
  const texts = (value: unknown): unknown[] =>
    typeof value === "object" && value !== null ? Object.values(value).flatMap(texts) : [value];
  const identity = texts(entry).find((text) => typeof text === "string" && Object.hasOwn(unverified, text));
  return typeof identity === "string" ? unverified[identity] : undefined;
}

function newState(refusal: string | false): ChannelState {
  return refusal ? { status: "FAILING", description: refusal } : { status: "PENDING", description: "" };
}

/** Exchanges the token of an Instagram entry in place. Returns the reason if it is refused. */
function exchangeToken(stored: StoredApp, entry: WireEntry): string | false {
  const holder = entry.channel === "INSTAGRAM" ? entry.instagram_credentials : undefined;
  if (typeof holder?.token !== "string") return false;
  const { token, spent, refused } = exchange(holder.token, stored.spentTokens);
  holder.token = token;
  if (spent) stored.spentTokens.push(spent);
  return refused && REFUSED;
}

/** What determines the connection to the channel: the credential object, without sibling fields and default marks. */
function credentials(entry: WireEntry): unknown {
  return Object.entries(entry)
    .filter(([field]) => !(field in ENTRY_FIELDS) && !ENTRY_OUTPUT_ONLY.includes(field))
    .map(([field, value]) => [field, withoutMark(value)])
    .sort();
}

function withoutMark(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  const { is_default: _, ...rest } = value as { is_default?: unknown };
  return rest;
}
