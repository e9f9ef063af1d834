import { createHash } from "node:crypto";
import type { Fake, FaultCall, FaultEffect } from "../../fake";
import { seededRandom } from "../../fake/faults/random";

/** What can befall a call; each is as likely as the others. */
const FAULTS: readonly FaultEffect[] = [
  { kind: "drop", when: "before" },
  { kind: "drop", when: "after" },
  { kind: "late", ms: 15 },
  { kind: "late", ms: 15, status: 503 },
  { kind: "lag", ms: 15 },
  { kind: "status", status: 429 },
  { kind: "status", status: 500 },
  { kind: "status", status: 500, applied: true },
  { kind: "status", status: 503 },
  { kind: "expired-token" },
  { kind: "slow-body", ms: 8 },
  { kind: "cut-body" },
  { kind: "answered-twice" },
];

/**
 * Puts a fault on a third of the calls. Which calls, and what befalls them, follows from the key, the operation, the app's name and
 * region, and how often that call was made: calls that race don't change it.
 *
 * @returns how many it put there, by kind.
 */
export function faultsOnAThird(fake: Fake, key: string): Record<string, number> {
  const counts: Record<string, number> = {};
  const attempts = new Map<string, number>();
  fake.fail({
    effect: (call) => {
      const what = `${call.operation} ${call.region ?? ""} ${nameIn(fake, call)}`;
      const attempt = (attempts.get(what) ?? 0) + 1;
      attempts.set(what, attempt);
      const random = seededRandom(hashed(`${key} ${what} ${attempt}`));
      if (random() * 3 >= 1) return { kind: "none" };
      const effect = FAULTS[Math.floor(random() * FAULTS.length)] as FaultEffect;
      // The token endpoint knows no apps, and its answer is as good half a second later.
      if (call.operation === "token" && effect.kind === "expired-token") return { kind: "none" };
      const name = [effect.kind, "when" in effect ? effect.when : "", "status" in effect ? effect.status : ""]
        .filter((part) => part !== "" && part !== undefined)
        .join(" ");
      counts[name] = (counts[name] ?? 0) + 1;
      return effect;
    },
  });
  return counts;
}

/** The name of the app that a call is about; its id is another one in each run. */
function nameIn(fake: Fake, { operation, appId, requestId }: FaultCall): string {
  if (operation !== "create") return appId === undefined ? "" : (fake.app(appId)?.display_name ?? "");
  const body = fake.received.findLast((request) => request.requestId === requestId)?.body;
  return String((body as { display_name?: unknown } | undefined)?.display_name);
}

const hashed = (text: string): number => createHash("sha256").update(text).digest().readUInt32BE();
