import {
  type BenchFigures,
  type ContestantName,
  contestantNames,
  type Measured,
  operationNames,
  type Spread,
} from "./figures";
import { roles } from "./processes";
import { largest } from "./targets";

// The sections of docs/benchmarks.md that show figures.

const row = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;

/** A table in Markdown. */
export function table(titles: readonly string[], rows: readonly (readonly string[])[]): string {
  return [row(titles), row(titles.map(() => "---")), ...rows.map(row)].join("\n");
}

const shown = ({ median, least, most }: Spread): string =>
  least === most ? `${median}` : `${median} (${least}–${most})`;

const number = (value: number): string => value.toLocaleString("en-GB");

/** The contestants that were there, the floor first. */
const present = (measured: readonly Measured[]): ContestantName[] =>
  contestantNames.filter((name) => measured.some(({ contestant }) => contestant === name));

/** Rows of one operation and size each, with what each contestant measured. */
function rowsOf(measured: readonly Measured[]): Row[] {
  const sizes = [...new Set(measured.map(({ apps }) => apps))];
  return operationNames.flatMap((operation) =>
    sizes.flatMap((apps) => {
      const found = measured.filter((one) => one.operation === operation && one.apps === apps);
      return found.length > 0 ? [Object.fromEntries(found.map((one) => [one.contestant, one]))] : [];
    }),
  );
}

type Row = Partial<Record<ContestantName, Measured>>;

const anyOf = (one: Row): Measured => Object.values(one)[0] as Measured;

/** What each contestant measured, with a dash for those that didn't. */
function cells(
  names: readonly ContestantName[],
  one: Row,
  cell: (own: Measured) => Spread | string | undefined,
): string[] {
  return names.map((name) => {
    const own = one[name] && cell(one[name]);
    return typeof own === "object" ? shown(own) : (own ?? "–");
  });
}

/** Ratios to the floor side by side, then seconds. */
export function times(measured: readonly Measured[], what: "wall" | "cpu"): string {
  const names = present(measured);
  const others = names.filter((name) => name !== "floor");
  const rows = rowsOf(measured).map((one) => {
    const floor = one.floor?.[what].median;
    const ratios = cells(others, one, (own) => (floor ? `${(own[what].median / floor).toFixed(2)} ×` : undefined));
    const seconds = cells(names, one, (own) => own[what]);
    const { operation, apps, rounds } = anyOf(one);
    return [operation, String(apps), ...ratios, ...seconds, String(rounds)];
  });
  const titles = [...others.map((name) => `${name} : floor`), ...names.map((name) => `${name}, s`)];
  return table(["operation", "apps", ...titles, "rounds"], rows);
}

/** What each process takes, at the size that the targets are about. */
export function processes(measured: readonly Measured[]): string {
  const size = largest(measured);
  const all = measured.filter(({ apps, latencyMs, cpuOf }) => apps === size && latencyMs === 0 && cpuOf);
  const names = present(all);
  const rows = rowsOf(all).flatMap((one) =>
    roles
      .filter((role) => anyOf(one).cpuOf?.[role])
      .map((role) => [anyOf(one).operation, role, ...cells(names, one, ({ cpuOf }) => cpuOf?.[role])]),
  );
  const about =
    `Seconds for ${size} apps: the engine, the user's program and the provider's process. The language host is left out, and so is the fake, which ` +
    "shares the processors while this package and the hand-written provider send requests.";
  return `${about}\n\n${table(["operation", "process", ...names], rows)}`;
}

export function state(measured: readonly Measured[]): string {
  const ups = measured.filter(({ operation, latencyMs }) => operation === "up" && latencyMs === 0);
  const names = present(ups);
  const rows = rowsOf(ups).map((one) => {
    const { apps } = anyOf(one);
    const [least = 0, ...others] = names.map((name) => one[name]?.stateBytes ?? 0);
    const beyond = others.map((own) => number(Math.round((own - least) / apps)));
    return [String(apps), ...beyond, ...cells(names, one, ({ stateBytes }) => stateBytes?.toLocaleString("en-GB"))];
  });
  const codes = names.flatMap((name) => {
    const bytes = ups.find(({ contestant }) => contestant === name)?.providerBytes;
    return bytes === undefined ? [] : [`${name} ${number(bytes)}`];
  });
  const beyond = names.slice(1).map((name) => `${name}, bytes an app beyond the floor`);
  return `${table(["apps", ...beyond, ...names.map((name) => `${name}, bytes`)], rows)}

Bytes of \`__provider\`, which the state holds twice per app: ${codes.join(", ")}.`;
}

export function requests(measured: readonly Measured[]): string {
  const size = Math.max(...measured.map(({ apps }) => apps));
  const all = measured.filter(({ apps, latencyMs }) => apps === size && latencyMs === 0);
  const names = present(all).filter((name) => name !== "floor");
  const rows = rowsOf(all).map((one) => [anyOf(one).operation, ...cells(names, one, (own) => counted(own.requests))]);
  return `Of ${size} apps.\n\n${table(["operation", ...names], rows)}`;
}

const counted = (requests: Readonly<Record<string, number>>): string =>
  Object.entries(requests)
    .map(([method, count]) => `${count} ${method}`)
    .join(", ") || "none";

export function memory(measured: readonly Measured[]): string {
  const all = measured.filter(({ memoryMb, latencyMs }) => memoryMb && latencyMs === 0);
  const names = present(all);
  const rows = rowsOf(all)
    .filter((one) => anyOf(one).operation === "up")
    .map((one) => [String(anyOf(one).apps), ...cells(names, one, ({ memoryMb }) => memoryMb)]);
  return `Peak during \`up\`, in MB.\n\n${table(["apps", ...names], rows)}`;
}

export function micro({ micro: { checkAndDiffMs, loadMs } }: BenchFigures): string {
  const kinds = Object.entries(checkAndDiffMs).map(([kind, ms]) => [
    `\`check\` and \`diff\` of an app with ${kind}`,
    shown(ms),
  ]);
  const loads = [
    ["loading `@pulumi/pulumi`", shown(loadMs["@pulumi/pulumi"])],
    ["loading `@pulumi/pulumi` and this package", shown(loadMs.both)],
    ["loading what the provider's process loads", shown(loadMs.provider)],
  ];
  return `Milliseconds. For \`check\` and \`diff\` the maximum is the 99th percentile.\n\n${table(["what", "ms"], [...kinds, ...loads])}`;
}
