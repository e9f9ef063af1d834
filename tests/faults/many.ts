import fc from "fast-check";
import { startFake } from "../../fake";
import { SimulatedEngine } from "./engine";
import { emptyTally, live, type Tally } from "./live";
import { startDynamic, startHere, startPlugin } from "./provider-process";
import { sequences } from "./sequence";

/** How many sequences, and how they are lived. */
export interface Many {
  readonly count: number;
  /** Through Pulumi's process for dynamic resources, or the plugin's. @default within this one */
  readonly through?: "dynamic" | "plugin";
  /** Steps after the first `up`. @default 3 */
  readonly steps?: number;
  /** Whether an `up` has a preview, in a process of its own. @default true */
  readonly previews?: boolean;
  /** How many are lived at once. @default 8 */
  readonly atOnce?: number;
  /** The seed that they are drawn from. @default a random one, or FAULTS_SEED */
  readonly seed?: number;
  /** Of so many parts, the one to live. @default all */
  readonly part?: readonly [number: number, of: number];
}

/** A seed: what the environment says, or a random one. */
export const newSeed = (): number => Number(process.env.FAULTS_SEED ?? Math.floor(Math.random() * 2 ** 31));

/**
 * Lives random sequences, several at once, each on a fake of its own. `FAULTS_SEED` replays those of a seed, and
 * `FAULTS_ONLY` one of them by its number: programs, kills, and what befalls the first, second, … call of a kind for an app. How often a call
 * is made at all, and which of two comes first, is up to the clock.
 *
 * @throws an error that names seed and number of the first that fails, and holds the sequence.
 */
export async function liveMany(many: Many): Promise<Tally & { seed: number }> {
  const { count, through, steps = 3, previews = true, atOnce = 8, seed = newSeed(), part = [0, 1] } = many;
  const only = process.env.FAULTS_ONLY;
  const tally = emptyTally();
  const all = fc.sample(sequences(steps), { numRuns: count, seed });
  const waiting = [...all.entries()].filter(([number]) =>
    only === undefined ? number % part[1] === part[0] : number === Number(only),
  );
  const failures: Error[] = [];
  const lane = async (): Promise<void> => {
    const fake = await startFake({ journalLimit: 1_000_000 });
    const start =
      through === undefined ? startHere(fake) : through === "dynamic" ? startDynamic(fake) : startPlugin(fake);
    for (let next = waiting.shift(); next && failures.length === 0; next = waiting.shift()) {
      const [number, sequence] = next;
      await live(sequence, fake, new SimulatedEngine(start, previews), tally).catch((error: Error) => {
        const replay = `FAULTS_SEED=${seed} FAULTS_ONLY=${number}`;
        failures.push(new Error(`${replay}: ${error.message}\n${JSON.stringify(sequence)}`, { cause: error }));
      });
      for (const { id } of fake.apps()) fake.remove(id);
      fake.journal.clear();
    }
    await fake.close();
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  console.log(`      ${tally.sequences} sequences, ${tally.faults} faults; FAULTS_SEED=${seed} replays them`);
  if (failures[0]) throw failures[0];
  return { ...tally, seed };
}
