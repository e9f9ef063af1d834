import { isDeepStrictEqual } from "node:util";
import { type BenchFigures, type FormFigures, type Measured, type Micro, partOf, type When } from "./figures";
import type { Task } from "./lifecycles";

type Surroundings = Pick<BenchFigures, "machine" | "versions">;

/** Why figures can't stand beside those of a run with other surroundings; `undefined` where they can. */
export function anotherRun(kept: Surroundings, now: Surroundings): string | undefined {
  const facts = ({ machine, versions }: Surroundings): Readonly<Record<string, unknown>> => ({
    ...machine,
    ...versions,
  });
  const [before, after] = [facts(kept), facts(now)];
  const other = Object.keys({ ...before, ...after }).filter((name) => !isDeepStrictEqual(before[name], after[name]));
  return other.length === 0
    ? undefined
    : `they were measured with ${other.map((name) => `${name} ${before[name]}, now ${after[name]}`).join("; ")}`;
}

/** The figures with those of one size and latency in the place of what was there of them. */
export function withMeasured<Figures extends FormFigures>(
  figures: Figures,
  when: When,
  { apps, latencyMs }: Pick<Task, "apps" | "latencyMs">,
  found: readonly Measured[],
): Figures {
  const others = figures.measured.filter((one) => one.apps !== apps || one.latencyMs !== latencyMs);
  return {
    ...figures,
    measured: [...others, ...found].sort(bySize),
    when: { ...figures.when, [partOf({ apps, latencyMs })]: when },
  };
}

/** The figures with those of what is measured in one process. */
export const withMicro = (figures: Omit<BenchFigures, "micro">, when: When, micro: Micro): BenchFigures => ({
  ...figures,
  micro,
  when: { ...figures.when, [partOf("micro")]: when },
});

const bySize = (one: Measured, other: Measured): number => one.latencyMs - other.latencyMs || one.apps - other.apps;
