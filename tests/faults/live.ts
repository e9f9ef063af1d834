import assert from "node:assert/strict";
import type { Fake, Region } from "../../fake";
import { missingFrom, snakeCase } from "../support/apps";
import type { Outcome, Program, SimulatedEngine } from "./engine";
import type { Props } from "./provider-process";
import { faultsOnAThird } from "./random-faults";
import type { ByHand, Sequence, Step } from "./sequence";

/** What came of one or more sequences. */
export interface Tally {
  sequences: number;
  faults: number;
  kills: number;
  adoptions: number;
  /** Apps made by hand that the program stated to adopt. */
  adoptedAsStated: number;
  duplicates: number;
  orphans: number;
  lost: number;
}

export const emptyTally = (): Tally => ({
  sequences: 0,
  faults: 0,
  kills: 0,
  adoptions: 0,
  adoptedAsStated: 0,
  duplicates: 0,
  orphans: 0,
  lost: 0,
});

/** Runs of the documented way back until it must have led back. */
const TRIES = 8;

/** Lives one sequence on a fake that is empty, and fails where the end isn't what the last inputs ask for. */
export async function live(sequence: Sequence, fake: Fake, engine: SimulatedEngine, tally: Tally): Promise<void> {
  await new Life(sequence, fake, engine, tally).run();
}

class Life {
  #underFaultsBefore = 0;
  #program: Program = {};

  constructor(
    private readonly sequence: Sequence,
    private readonly fake: Fake,
    private readonly engine: SimulatedEngine,
    private readonly tally: Tally,
  ) {
    const { masked, defaults, envelope } = sequence;
    fake.configure({ secrets: masked ? "masked" : "echo", defaults, envelope, pendingMs: 0 });
  }

  async run(): Promise<void> {
    const { steps, destroyed } = this.sequence;
    const last: Step[] = destroyed ? [{ kind: "up", program: {}, skipPreview: true }] : [];
    for (const step of [...steps, ...last]) {
      const before = this.#held();
      const touched = await this.#take(step);
      this.#assertNothingLost(before, touched);
      this.#assertSame();
    }
    const writes = this.fake.journal.writes.length;
    assertOk(await this.engine.refresh());
    assertOk(await this.engine.up(this.#program));
    assert.equal(this.fake.journal.writes.length, writes, "a further refresh and up have nothing to do");
    this.#assertSame();
    this.tally.sequences += 1;
  }

  /** @returns the id of the app that somebody else removed. */
  async #take(step: Step): Promise<string | undefined> {
    if (step.kind === "up") {
      const adopting = this.#madeByHand(step.program, step.byHand);
      this.#program = adopting;
      const { skipPreview, killedAfter } = step;
      const outcome = await this.#underFaults(() =>
        this.engine.up(adopting, { skipPreview, ...(killedAfter === undefined ? {} : { killedAfter }) }),
      );
      if (outcome.messages.includes("the engine was killed")) this.tally.kills += 1;
      await this.#wayBack(outcome);
      this.#assertAdopted();
      return undefined;
    }
    const { id } = [...this.engine.resources.values()][step.kind === "refresh" ? 0 : step.which] ?? {};
    if (id && step.kind === "touch") {
      this.fake.edit(id, (app) => {
        app.display_name = "By hand";
      });
    }
    // Nobody can adopt what is gone.
    if (step.kind === "remove") this.#program = withoutAdopt(this.#program);
    if (id && step.kind === "remove") this.fake.remove(id);
    const outcome = await this.#underFaults(() => this.engine.refresh());
    if (!outcome.ok) assertOk(await this.engine.refresh());
    await this.#wayBack(await this.engine.up(this.#program));
    return step.kind === "remove" ? id : undefined;
  }

  /** The program with the ids of apps to adopt, which somebody makes now. */
  #madeByHand(program: Program, byHand: readonly ByHand[] = []): Program {
    const adopting: Record<string, Props> = { ...program };
    for (const { resource, sameName } of byHand) {
      const app = program[resource];
      if (!app || this.engine.resources.has(resource)) continue;
      const draft = { display_name: sameName ? String(app.displayName) : "By hand", channel_credentials: [] };
      const adopt = this.fake.insert(draft, { projectId: "project-1", region: app.region as Region });
      adopting[resource] = { ...app, adopt };
    }
    return adopting;
  }

  #assertAdopted(): void {
    for (const [name, { adopt }] of Object.entries(this.#program)) {
      if (adopt === undefined) continue;
      assert.equal(this.engine.resources.get(name)?.id, adopt, "the app that the program states is adopted");
      this.tally.adoptedAsStated += 1;
    }
  }

  async #underFaults(operation: () => Promise<Outcome>): Promise<Outcome> {
    this.#underFaultsBefore += 1;
    const counts = faultsOnAThird(this.fake, `${this.sequence.seed} ${this.#underFaultsBefore}`);
    this.engine.underFaults = true;
    try {
      return await operation();
    } finally {
      this.engine.underFaults = false;
      this.fake.clearFaults();
      this.tally.faults += Object.values(counts).reduce((sum, count) => sum + count, 0);
      await this.fake.idle();
    }
  }

  /** What a user does who reads what is said: the same command again, with what the error names. */
  async #wayBack(first: Outcome): Promise<void> {
    const said: string[][] = [];
    const adopted = new Map<string, Set<string>>();
    let outcome = first;
    for (let tries = 0; !outcome.ok; tries += 1) {
      said.push([...outcome.messages]);
      if (tries === TRIES)
        assert.fail(`the way back doesn't lead back:\n${said.map((texts) => texts.join("\n")).join("\n--\n")}`);
      for (const message of outcome.messages) {
        for (const [name, id] of this.#adoptionsIn(message))
          adopted.set(name, (adopted.get(name) ?? new Set()).add(id));
      }
      if (outcome.messages.some((message) => message.includes("pulumi refresh"))) assertOk(await this.engine.refresh());
      const pairs = Object.fromEntries([...adopted].map(([name, ids]) => [name, [...ids]]));
      const env: Record<string, string> = adopted.size > 0 ? { SINCH_ADOPT: JSON.stringify(pairs) } : {};
      const again = (): Promise<Outcome> => this.engine.up(this.#program, { env });
      outcome = tries === 0 && this.sequence.faultsGoOn ? await this.#underFaults(again) : await again();
    }
    this.tally.adoptions += adopted.size;
  }

  /** The apps that an error says to adopt, by name: several can be named at the same moment, so what each names is put together. */
  #adoptionsIn(message: string): [name: string, id: string][] {
    const text = /SINCH_ADOPT='(.+?)' pulumi up/.exec(message)?.[1];
    if (text === undefined) return [];
    const held = new Set(this.#held().values());
    const named = /already: ([\w, ]+)\./.exec(message)?.[1]?.split(", ") ?? [];
    const free = (id: string): string => (id === "<id>" ? String(named.find((other) => !held.has(other))) : id);
    const pairs = text.startsWith("{")
      ? Object.entries(JSON.parse(text) as Record<string, string | string[]>)
      : text.split(",").map((pair) => pair.split("=") as [string, string]);
    return pairs.flatMap(([name, ids]) => [ids].flat().map((id): [string, string] => [name, free(id)]));
  }

  #held(): Map<string, string> {
    return new Map([...this.engine.resources].map(([name, { id, outputs }]) => [`${name} in ${outputs.region}`, id]));
  }

  /** An app that stays in the program, at its place, stays itself. */
  #assertNothingLost(before: Map<string, string>, removed: string | undefined): void {
    const after = this.#held();
    const lost = [...before].filter(([name, id]) => id !== removed && after.has(name) && after.get(name) !== id);
    this.tally.lost += lost.length;
    assert.deepEqual(lost, [], "an app was lost and made anew");
  }

  /** The fake holds exactly what the state holds and what the program asks for. */
  #assertSame(): void {
    const { resources, pendingDeletes } = this.engine;
    const there = this.fake.apps().map(({ id }) => id);
    const held = [...resources.values()].map(({ id }) => id);
    this.tally.duplicates += held.length - new Set(held).size;
    this.tally.orphans += there.filter((id) => !held.includes(id)).length;
    this.tally.lost += held.filter((id) => !there.includes(id)).length;
    assert.deepEqual(there.sort(), held.sort(), "the service and the state hold the same apps");
    assert.deepEqual(pendingDeletes, []);
    assert.deepEqual([...resources.keys()].sort(), Object.keys(this.#program).sort());
    for (const [name, { region, ...asked }] of Object.entries(withoutAdopt(this.#program))) {
      const record = this.fake.records().find(({ app }) => app.id === resources.get(name)?.id);
      assert.equal(record?.region, region);
      assert.deepEqual(missingFrom(snakeCase(asked), record?.app), [], name);
    }
  }
}

const withoutAdopt = (program: Program): Program =>
  Object.fromEntries(Object.entries(program).map(([name, { adopt: _, ...app }]) => [name, app]));

function assertOk({ ok, messages }: Outcome): void {
  assert.ok(ok, messages.join("\n"));
}
