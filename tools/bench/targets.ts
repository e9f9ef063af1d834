import type { BenchFigures, ContestantName, Measured, OperationName } from "./figures";

/** What the package is to reach, and what was measured. */
export interface Target {
  readonly what: string;
  readonly wanted: string;
  readonly measured: string;
  readonly met: boolean;
  /** Said where it is missed. */
  readonly why?: string;
}

type Find = (contestant: ContestantName, operation: OperationName) => Measured | undefined;

const STATE_BYTES = 500;

/** The targets, at the largest stack without latency that was measured. */
export function targetsOf({ measured, micro }: BenchFigures): Target[] {
  const apps = largest(measured);
  const find: Find = (contestant, operation) =>
    measured.find(
      (one) => one.contestant === contestant && one.operation === operation && one.apps === apps && one.latencyMs === 0,
    );
  return [
    ...overFloor(find, "up", 1.05, STEPS),
    ...overFloor(find, "preview", 1.05, OUTPUTS),
    ...overFloor(
      find,
      "refresh",
      1.1,
      "It takes a token and a LIST, and compares each app with it; the floor does nothing.",
    ),
    ...lists(find),
    ...state(find, apps),
    ...handWritten(find),
    ...Object.entries(micro.checkAndDiffMs).map(([kind, { median }]) =>
      atMost(`\`check\` and \`diff\` of an app with ${kind}`, median, 0.3, " ms"),
    ),
    atMost(
      "loading both over loading `@pulumi/pulumi` alone",
      micro.loadMs.both.median / micro.loadMs["@pulumi/pulumi"].median,
      1.3,
      " ×",
    ),
  ];
}

/** The largest stack that was measured without latency, up to the 300 apps that the targets are about. */
export const largest = (measured: readonly Measured[]): number =>
  Math.max(0, ...measured.filter(({ latencyMs, apps }) => latencyMs === 0 && apps <= 300).map(({ apps }) => apps)) ||
  Math.max(0, ...measured.map(({ apps }) => apps));

/** By `node --cpu-prof` of the program and the provider's process, at 300 apps. */
const OUTPUTS =
  "Most of it is in the program: `@pulumi/pulumi` takes a stack trace for each promise of each output (`debuggablePromise`, and the source " +
  "maps that `ts-node` looks up for it), and an `App` has an output for each field, also for those that aren't stated. The " +
  "provider's own part (`check`, `diff`) is small beside it.";

const STEPS =
  "A part is what `preview` has, too (below). Beyond that come the engine, which encrypts and writes the whole state at each step, with four " +
  "secrets an app instead of two, and the requests, with the fake on the same processors; how much each is wasn't profiled.";

const rounded = (value: number, digits = 2): number => Number(value.toFixed(digits));

function atMost(what: string, value: number, most: number, unit: string, why?: string): Target {
  const met = value <= most;
  const measured = `${rounded(value, value < 1 ? 3 : 2)}${unit}`;
  return { what, wanted: `at most ${most}${unit}`, measured, met, ...(why && !met ? { why } : {}) };
}

function overFloor(find: Find, operation: OperationName, most: number, why?: string): Target[] {
  const [own, floor] = [find("this package", operation), find("floor", operation)];
  if (!own || !floor) return [];
  const target = atMost(`\`${operation}\` over the floor`, own.wall.median / floor.wall.median, most, " ×", why);
  const work = rounded(own.cpu.median / floor.cpu.median);
  return [{ ...target, measured: `${target.measured}; processor time ${work} ×` }];
}

function lists(find: Find): Target[] {
  const refresh = find("this package", "refresh");
  return refresh ? [atMost("requests of a refresh, its token included", sum(refresh.requests), 2, "")] : [];
}

function state(find: Find, apps: number): Target[] {
  const [own, floor] = [find("this package", "up")?.stateBytes, find("floor", "up")?.stateBytes];
  if (own === undefined || floor === undefined) return [];
  const why =
    "Half of it are the containers for secrets that an app doesn't have: an empty one, encrypted, costs 150 bytes in the inputs and " +
    "again in the outputs, and without it the engine would keep in plain what a transform adds. The rest is where the app lives, the " +
    "incarnation, and the list of secret outputs.";
  return [atMost("state of an app beyond the floor's", (own - floor) / apps, STATE_BYTES, " bytes", why)];
}

function handWritten(find: Find): Target[] {
  const [own, other] = [find("this package", "up"), find("hand-written", "up")];
  if (!own || !other) return [];
  const ratio = other.wall.median / own.wall.median;
  const why =
    "`App` pays for its outputs (above), the hand-written program for its serialized code, which is written at each step.";
  const met = ratio >= 2;
  return [
    {
      what: "`up` of the hand-written program over this package's",
      wanted: "at least 2 ×",
      measured: `${rounded(ratio)} ×; processor time ${rounded(other.cpu.median / own.cpu.median)} ×`,
      met,
      ...(met ? {} : { why }),
    },
  ];
}

const sum = (requests: Readonly<Record<string, number>>): number =>
  Object.values(requests).reduce((total, count) => total + count, 0);
