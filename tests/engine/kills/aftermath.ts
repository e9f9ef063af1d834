import assert from "node:assert/strict";
import type { Fake } from "../../../fake";
import type { Apps, KillableStack, WayBack } from "./killable-stack";

/** How many apps are there that shouldn't be, or the other way round. */
export interface Harm {
  /** Apps of a name that another one has, at the same place. */
  readonly duplicates: number;
  /** Apps at the service that the state doesn't hold. */
  readonly orphans: number;
  /** Apps that the state holds and the service doesn't, that the program states and the state doesn't hold, or that were made anew. */
  readonly lost: number;
}

/** What a kill led to, after the way back. */
export interface Aftermath extends WayBack, Harm {
  /** Whether nothing is left to do, and nothing came to harm. */
  readonly recovered: boolean;
  /** Processes of the provider that lived on. */
  readonly left: number;
}

/**
 * Takes the way back, and counts what came of the apps.
 *
 * @param lasting
 *  Apps that must still be the same, by resource name.
 */
export async function aftermath(
  stack: KillableStack,
  fake: Fake,
  apps: Apps,
  lasting: Readonly<Record<string, string | undefined>> = {},
): Promise<Omit<Aftermath, "left">> {
  const way = await stack.wayBack();
  const state = await stack.state();
  const preview = await stack.run(["preview", "--expect-no-changes"]);
  const harm = harmTo(fake, state, Object.keys(apps), lasting);
  const strangers = Object.keys(state).filter((name) => !Object.hasOwn(apps, name));
  const unharmed = harm.duplicates + harm.orphans + harm.lost + strangers.length === 0;
  return { ...way, ...harm, recovered: preview.ok && unharmed };
}

/** What came to harm. */
export function harmTo(
  fake: Fake,
  state: Readonly<Record<string, string>>,
  stated: readonly string[],
  lasting: Readonly<Record<string, string | undefined>>,
): Harm {
  const records = fake.records();
  const places = new Set(records.map(({ projectId, region, app }) => `${projectId} ${region} ${app.display_name}`));
  const there = new Set(records.map(({ app }) => app.id));
  const held = new Set(Object.values(state));
  const ofTwo = Object.keys(state).length - held.size;
  const anew = Object.keys(lasting).filter((name) => state[name] !== undefined && state[name] !== lasting[name]);
  const missing = stated.filter((name) => state[name] === undefined);
  return {
    duplicates: records.length - places.size + ofTwo,
    orphans: [...there].filter((id) => !held.has(id)).length,
    lost: [...held].filter((id) => !there.has(id)).length + missing.length + anew.length,
  };
}

/** Figures of many kills. */
export class Toll {
  #kills = 0;
  #sum = { recovered: 0, duplicates: 0, orphans: 0, lost: 0, pendingCleared: 0, processesLeft: 0 };
  #mostTries = 0;
  readonly #since = Date.now();

  add({ recovered, duplicates, orphans, lost, cleared, left, tries }: Aftermath): void {
    this.#kills += 1;
    this.#sum.recovered += recovered ? 1 : 0;
    this.#sum.duplicates += duplicates;
    this.#sum.orphans += orphans;
    this.#sum.lost += lost;
    this.#sum.pendingCleared += cleared ? 1 : 0;
    this.#sum.processesLeft += left;
    this.#mostTries = Math.max(this.#mostTries, tries);
  }

  get figures() {
    const minutes = Math.round((Date.now() - this.#since) / 6_000) / 10;
    return { kills: this.#kills, ...this.#sum, mostRunsOfUp: this.#mostTries, minutes };
  }

  /** Fails where a kill did harm. */
  assertNoHarm(): void {
    const { kills, recovered, duplicates, orphans, lost, processesLeft } = this.figures;
    const found = { recovered, duplicates, orphans, lost, processesLeft };
    assert.deepEqual(found, { recovered: kills, duplicates: 0, orphans: 0, lost: 0, processesLeft: 0 });
  }
}
