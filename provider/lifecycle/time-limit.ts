import { setTimeout } from "node:timers/promises";
import { SinchError } from "../base/errors";
import type { Limit } from "../sinch/call";
import type { Context } from "./context";
import { LOOKS_MS } from "./creation/create-once";

/**
 * The context limited to an operation's own time. Shared work, such as a LIST, may outlive that limit.
 *
 * @param seconds 0 for no limit.
 * @param option What set the limit, for messages.
 */
export function withinTime(context: Context, seconds: number, option: string): Context {
  if (seconds === 0) return context;
  const until = Date.now() + seconds * 1000;
  const limit: Limit = { leftMs: () => until - Date.now(), option };
  const { registry, reads } = context;
  const inTime = <T>(work: Promise<T>): Promise<T> => unlessOver(work, limit, seconds);
  return {
    ...context,
    collection: context.collection.within(limit),
    registry: {
      ...registry,
      existingAtStart: (at) => inTime(registry.existingAtStart(at)),
      inUse: (at, name) => inTime(registry.inUse(at, name)),
    },
    reads: { ...reads, read: (at, id) => inTime(reads.read(at, id)) },
    looksMs: looksWithin(seconds * 1000),
  };
}

/** The waits that fit into the time for finding a resource after a lost response; at least one. */
function looksWithin(ms: number): readonly number[] {
  let sum = 0;
  return LOOKS_MS.filter((look, at) => {
    sum += look;
    return at === 0 || sum <= ms;
  });
}

async function unlessOver<T>(work: Promise<T>, { leftMs, option }: Limit, seconds: number): Promise<T> {
  const ended = new AbortController();
  const over = setTimeout(Math.max(1, leftMs()), undefined, { signal: ended.signal }).then(() => {
    throw new SinchError("ERR_SINCH_UNREACHABLE", `no response within the ${seconds} s of ${option}`);
  });
  over.catch(() => undefined);
  try {
    return await Promise.race([work, over]);
  } finally {
    ended.abort();
  }
}
