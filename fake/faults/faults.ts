import type { Fault, FaultCall, FaultEffect, FaultRule } from "./fault-rule.js";
import { seededRandom } from "./random.js";

interface ActiveRule extends FaultRule {
  seen: number;
  hits: number;
}

/** A rule that hit a call, with the chosen effect. */
export interface Hit {
  rule: FaultRule;
  effect: FaultEffect;
}

/** The active rules. */
export class Faults {
  readonly #rules = new Set<ActiveRule>();
  readonly #random: () => number;

  constructor(seed: number) {
    this.#random = seededRandom(seed);
  }

  add(rule: FaultRule): Fault {
    const active: ActiveRule = { ...rule, seen: 0, hits: 0 };
    this.#rules.add(active);
    return {
      get hits() {
        return active.hits;
      },
      remove: () => this.#rules.delete(active),
    };
  }

  clear(): void {
    this.#rules.clear();
  }

  /** The first rule that matches the call, counted as a hit. */
  hit(call: FaultCall): Hit | undefined {
    for (const rule of this.#rules) {
      if (!fits(rule, call) || !this.#due(rule)) continue;
      rule.hits += 1;
      const effect = typeof rule.effect === "function" ? rule.effect(call) : rule.effect;
      return { rule, effect: effect ?? { kind: "none" } };
    }
    return undefined;
  }

  #due(rule: ActiveRule): boolean {
    rule.seen += 1;
    if (rule.seen <= (rule.skip ?? 0) || rule.hits >= (rule.times ?? Number.POSITIVE_INFINITY)) return false;
    return rule.share === undefined || this.#random() < rule.share;
  }
}

function fits(rule: FaultRule, call: FaultCall): boolean {
  return (
    among(rule.method, call.method) &&
    among(rule.operation, call.operation) &&
    among(rule.collection, call.collection) &&
    among(rule.projectId, call.projectId) &&
    among(rule.region, call.region) &&
    among(rule.appId, call.appId) &&
    (rule.path === undefined || call.path.search(rule.path) >= 0)
  );
}

function among<T>(wanted: T | readonly T[] | undefined, value: T | undefined): boolean {
  return wanted === undefined || [wanted].flat().includes(value as T);
}
