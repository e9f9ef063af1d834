import type { Role } from "./processes";

/** What a run of the benchmark measured: `tools/bench/figures.json`, from which `docs/benchmarks.md` is made. */
export interface BenchFigures {
  readonly machine: {
    readonly processor: string;
    readonly cores: number;
    readonly memoryGb: number;
    readonly system: string;
  };
  readonly versions: Readonly<Record<string, string>>;
  readonly measured: readonly Measured[];
  readonly micro: Micro;
  /** When each part was measured, by {@link partOf}: parts of runs before can be kept. */
  readonly when: Readonly<Record<string, When>>;
}

/** What a run measured of the two forms alone: `tools/bench/forms.json`. */
export type FormFigures = Omit<BenchFigures, "micro">;

/** When something was measured. */
export interface When {
  readonly date: string;
  /** Load average of the minute before it began: what else the machine had to do. */
  readonly load: number;
}

/** What is measured at once: a size with a latency, or what runs in one process. */
export const partOf = (part: Pick<Measured, "apps" | "latencyMs"> | "micro"): string =>
  part === "micro"
    ? "in one process"
    : `${part.apps} ${part.apps === 1 ? "app" : "apps"}, ${part.latencyMs} ms a request`;

/** One operation of one contestant, over all rounds. */
export interface Measured {
  readonly contestant: ContestantName;
  readonly operation: OperationName;
  readonly apps: number;
  /** Milliseconds that the service takes for each request. */
  readonly latencyMs: number;
  readonly rounds: number;
  /** Seconds. */
  readonly wall: Spread;
  /** Seconds of processor time, of all processes of the operation; the fake isn't one of them. */
  readonly cpu: Spread;
  /** Seconds of it by process, as far as they were seen; without the host of the language and the CLI's own start. */
  readonly cpuOf?: Partial<Readonly<Record<Role, Spread>>>;
  /** Bytes of the stack's state after the operation. */
  readonly stateBytes?: number;
  /** Bytes of one resource's `__provider`. */
  readonly providerBytes?: number;
  /** The most memory that the provider's process held, in MB. */
  readonly memoryMb?: Spread;
  /** Requests by method; those for a token are `token`. */
  readonly requests: Readonly<Record<string, number>>;
}

/** A median with the least and the most. */
export interface Spread {
  readonly median: number;
  readonly least: number;
  readonly most: number;
}

/** What is measured within a process. */
export interface Micro {
  /** Milliseconds that `check` and `diff` of one app take together, by what kind of app. */
  readonly checkAndDiffMs: Readonly<Record<string, Spread>>;
  /** Milliseconds until a module is loaded, each in a process of its own. */
  readonly loadMs: Readonly<Record<"@pulumi/pulumi" | "both" | "provider", Spread>>;
}

export const contestantNames = ["floor", "this package", "native form", "hand-written"] as const;
export type ContestantName = (typeof contestantNames)[number];

/** The contestants of `--forms`. */
export const formNames = ["this package", "native form"] as const satisfies readonly ContestantName[];

export const operationNames = [
  "preview",
  "up",
  "up, no change",
  "up, one field of each",
  "refresh",
  "drift",
  "destroy",
] as const;
export type OperationName = (typeof operationNames)[number];

/** The median of values, rounded to `digits`, with the least and the most. */
export function spreadOf(values: readonly number[], digits = 2): Spread {
  const sorted = [...values].sort((one, other) => one - other);
  const at = (place: number): number => Number((sorted[place] ?? Number.NaN).toFixed(digits));
  const middle = (sorted.length - 1) / 2;
  const median = ((sorted[Math.floor(middle)] ?? 0) + (sorted[Math.ceil(middle)] ?? 0)) / 2;
  return { median: Number(median.toFixed(digits)), least: at(0), most: at(sorted.length - 1) };
}

/** The figures as they are kept: a line each, and of the rounds nothing but medians and spreads. */
export function figuresText({ measured, ...rest }: FormFigures): string {
  const about = JSON.stringify(rest, null, 1).slice(1, -2);
  return `{${about},\n "measured": [\n${measured.map((one) => `  ${JSON.stringify(one)}`).join(",\n")}\n ]\n}\n`;
}
