import type { Fake, FaultEffect } from "../../fake";

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

/** Puts a fault on a third of the calls. @returns how many it put there, by kind. */
export function faultsOnAThird(fake: Fake, random: () => number): Record<string, number> {
  const counts: Record<string, number> = {};
  fake.fail({
    effect: ({ operation }) => {
      if (random() * 3 >= 1) return { kind: "none" };
      const effect = FAULTS[Math.floor(random() * FAULTS.length)] as FaultEffect;
      // The token endpoint knows no apps, and its answer is as good half a second later.
      if (operation === "token" && effect.kind === "expired-token") return { kind: "none" };
      const name = [effect.kind, "when" in effect ? effect.when : "", "status" in effect ? effect.status : ""]
        .filter((part) => part !== "" && part !== undefined)
        .join(" ");
      counts[name] = (counts[name] ?? 0) + 1;
      return effect;
    },
  });
  return counts;
}
