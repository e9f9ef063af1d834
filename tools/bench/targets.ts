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
    ...overFloor(find, "up", 1.05, PROCESSES),
    ...overFloor(find, "preview", 1.05, PREVIEW),
    ...overFloor(
      find,
      "refresh",
      1.1,
      "by process, the provider loads an HTTP client, gets a token and a LIST, and compares each app with it. The engine reads a larger state. The " +
        "floor does nothing.",
    ),
    ...lists(find),
    ...state(find, apps),
    ...handWritten(find, apps),
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

const PROCESSES =
  "the program takes no longer than the floor's, because an `App` takes no stack trace for each output. The rest is the provider's process, with a " +
  "check and a request per app, and the engine. It encrypts and writes a larger state: each app's location, incarnation and container of secrets.";

const PREVIEW =
  "the provider's process takes longer to start, and checks each app against its schema. One LIST checks the names in use.";

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
  const why = "it is the app's location, in inputs and outputs, its incarnation, and its containers of secrets.";
  return [atMost("state of an app beyond the floor's", (own - floor) / apps, STATE_BYTES, " bytes", why)];
}

function handWritten(find: Find, apps: number): Target[] {
  const [own, other] = [find("this package", "up"), find("hand-written", "up")];
  if (!own || !other) return [];
  const ratio = other.wall.median / own.wall.median;
  const why =
    "the hand-written program loses by its serialized code, which the engine writes twice per app at each step. With " +
    `${apps} apps and no latency the factor isn't 2 yet; it grows with the number of apps.`;
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
