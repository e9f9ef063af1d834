import {
  type BenchFigures,
  type ContestantName,
  contestantNames,
  type Measured,
  operationNames,
  type Spread,
  type When,
} from "./figures";
import { roles } from "./processes";
import { largest, targetsOf } from "./targets";

// docs/benchmarks.md, from tools/bench/figures.json.

/** The page on benchmarks, in Markdown. */
export function benchmarksPage(figures: BenchFigures): string {
  const { measured } = figures;
  const latencies = [...new Set(measured.map(({ latencyMs }) => latencyMs))];
  const parts = [
    head(figures),
    "## Targets",
    targets(figures),
    ...latencies.flatMap((latencyMs) => [
      `## Time, ${latencyMs} ms a request`,
      times(
        measured.filter((one) => one.latencyMs === latencyMs),
        "wall",
      ),
    ]),
    "## Processor time",
    "Seconds of all processes of an operation, without latency. The fake isn't one of them.",
    times(
      measured.filter(({ latencyMs }) => latencyMs === 0),
      "cpu",
    ),
    "## Where the processor time goes",
    processes(measured),
    "## State",
    "After `up`; the engine writes it whole at each step.",
    state(measured),
    "## Requests",
    requests(measured),
    "## Memory of the provider's process",
    memory(measured),
    "## In one process",
    micro(figures),
    ADVICE,
  ];
  return `${parts.join("\n\n")}\n`;
}

function head({ machine, versions, when }: BenchFigures): string {
  const { processor, cores, memoryGb, system } = machine;
  const all = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  return `# Benchmarks

Made by \`npm run bench\` from \`tools/bench/figures.json\`: no figure here is typed by hand, nor whether a target is met. The words are, the reasons
for what is missed among them (\`tools/bench/targets.ts\`). Measured on ${cores} cores of ${processor}, ${memoryGb} GB, ${system}, with
${all.join(", ")}, ${datesOf(when)}.

The real engine with a file backend, programs in folders, the fake Apps API on the same machine: ratios within a run count, absolute
times mean little. The contestants take turns at each operation; a figure is the median, in brackets the least and the most.${busy(when)}

- **floor**: a dynamic resource that does nothing, with the shortest \`__provider\`, the same properties and secrets; with latency it sleeps as long.
- **this package**: \`App\`.
- **hand-written**: \`pulumi.dynamic.Resource\` as Pulumi's documentation has it: closures around \`fetch\`, the whole app in each PATCH, HTTP Basic.

Terraform isn't among them: to measure it, add a contestant to \`tools/bench/\` that runs \`terraform\` with \`terraform-provider-restapi\`.

An app has two channels with a secret each and a retention policy. \`up\`, \`refresh\` and \`destroy\` run with \`--skip-preview\`.`;
}

/** On which day; the parts of each where there are several. */
function datesOf(when: BenchFigures["when"]): string {
  const dates = partsBy(when, ({ date }) => date);
  const [[only] = [""]] = dates;
  if (dates.length <= 1) return `on ${only}`;
  return dates.map(([date, parts]) => `on ${date}: ${parts.join("; ")}`).join("; ");
}

/** What was measured while the machine had other work to do. */
function busy(when: BenchFigures["when"]): string {
  const loads = partsBy(when, ({ load }) => String(load)).filter(([load]) => Number(load) > 1);
  if (loads.length === 0) return "";
  const all = loads.map(([load, parts]) => `${load} (${parts.join("; ")})`);
  return `\n\n**The machine had other work to do**: times are rough, ratios of processor time are better than those of time. Load average before it began: ${all.join(", ")}.`;
}

/** The names of parts, by what is common to them. */
function partsBy(when: BenchFigures["when"], what: (one: When) => string): [string, string[]][] {
  const groups = new Map<string, string[]>();
  for (const [name, one] of Object.entries(when)) groups.set(what(one), [...(groups.get(what(one)) ?? []), name]);
  return [...groups];
}

const row = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;

function table(titles: readonly string[], rows: readonly (readonly string[])[]): string {
  return [row(titles), row(titles.map(() => "---")), ...rows.map(row)].join("\n");
}

function targets(figures: BenchFigures): string {
  const all = targetsOf(figures);
  const rows = all.map(({ what, wanted, measured, met }) => [what, wanted, measured, met ? "met" : "**missed**"]);
  const why = all.flatMap((target) => (target.why ? [`- ${target.what}: ${target.why}`] : []));
  return [
    table(["what", "wanted", "measured", ""], rows),
    ...(why.length > 0 ? [`Where one is missed:\n\n${why.join("\n")}`] : []),
  ].join("\n\n");
}

const shown = ({ median, least, most }: Spread): string =>
  least === most ? `${median}` : `${median} (${least}–${most})`;

const number = (value: number): string => value.toLocaleString("en-GB");

/** The contestants that were there, the floor first. */
const present = (measured: readonly Measured[]): ContestantName[] =>
  contestantNames.filter((name) => measured.some(({ contestant }) => contestant === name));

/** Rows of one operation and size each, with what each contestant measured. */
function rowsOf(measured: readonly Measured[]): Partial<Record<ContestantName, Measured>>[] {
  const sizes = [...new Set(measured.map(({ apps }) => apps))];
  return operationNames.flatMap((operation) =>
    sizes.flatMap((apps) => {
      const found = measured.filter((one) => one.operation === operation && one.apps === apps);
      return found.length > 0 ? [Object.fromEntries(found.map((one) => [one.contestant, one]))] : [];
    }),
  );
}

const anyOf = (one: Partial<Record<ContestantName, Measured>>): Measured => Object.values(one)[0] as Measured;

/** Ratios to the floor side by side, then seconds. */
function times(measured: readonly Measured[], what: "wall" | "cpu"): string {
  const names = present(measured);
  const others = names.filter((name) => name !== "floor");
  const rows = rowsOf(measured).map((one) => {
    const floor = one.floor?.[what].median;
    const ratios = others.map((name) => {
      const own = one[name]?.[what].median;
      return own !== undefined && floor ? `${(own / floor).toFixed(2)} ×` : "–";
    });
    const { operation, apps, rounds } = anyOf(one);
    const seconds = names.map((name) => (one[name] ? shown((one[name] as Measured)[what]) : "–"));
    return [operation, String(apps), ...ratios, ...seconds, String(rounds)];
  });
  const titles = [...others.map((name) => `${name} : floor`), ...names.map((name) => `${name}, s`)];
  return table(["operation", "apps", ...titles, "rounds"], rows);
}

/** What each process takes, at the size that the targets are about. */
function processes(measured: readonly Measured[]): string {
  const size = largest(measured);
  const all = measured.filter(({ apps, latencyMs, cpuOf }) => apps === size && latencyMs === 0 && cpuOf);
  const names = present(all);
  const rows = rowsOf(all).flatMap((one) =>
    roles
      .filter((role) => anyOf(one).cpuOf?.[role])
      .map((role) => [
        anyOf(one).operation,
        role,
        ...names.map((name) => {
          const spread = one[name]?.cpuOf?.[role];
          return spread ? shown(spread) : "–";
        }),
      ]),
  );
  const about =
    `Seconds, of ${size} apps: the engine, the user's program, and the process of the provider. Left out are the host of the language, and ` +
    "the fake, which takes its part of the same processors while this package and the hand-written provider make requests.";
  return `${about}\n\n${table(["operation", "process", ...names], rows)}`;
}

function state(measured: readonly Measured[]): string {
  const ups = measured.filter(({ operation, latencyMs }) => operation === "up" && latencyMs === 0);
  const names = present(ups);
  const rows = rowsOf(ups).map((one) => {
    const { apps } = anyOf(one);
    const bytes = names.map((name) => one[name]?.stateBytes);
    const beyond = bytes.slice(1).map((own) => `${number(Math.round(((own ?? 0) - (bytes[0] ?? 0)) / apps))}`);
    return [String(apps), ...beyond, ...bytes.map((own) => (own === undefined ? "–" : number(own)))];
  });
  const codes = names.flatMap((name) => {
    const bytes = ups.find(({ contestant }) => contestant === name)?.providerBytes;
    return bytes === undefined ? [] : [`${name} ${number(bytes)}`];
  });
  const beyond = names.slice(1).map((name) => `${name}, bytes an app beyond the floor`);
  return `${table(["apps", ...beyond, ...names.map((name) => `${name}, bytes`)], rows)}

Bytes of \`__provider\`, which stands in the state of each app twice: ${codes.join(", ")}.`;
}

function requests(measured: readonly Measured[]): string {
  const size = Math.max(...measured.map(({ apps }) => apps));
  const all = measured.filter(({ apps, latencyMs }) => apps === size && latencyMs === 0);
  const names = present(all).filter((name) => name !== "floor");
  const rows = rowsOf(all).map((one) => [
    anyOf(one).operation,
    ...names.map((name) => (one[name] ? counted((one[name] as Measured).requests) : "–")),
  ]);
  return `Of ${size} apps.\n\n${table(["operation", ...names], rows)}`;
}

const counted = (requests: Readonly<Record<string, number>>): string =>
  Object.entries(requests)
    .map(([method, count]) => `${count} ${method}`)
    .join(", ") || "none";

function memory(measured: readonly Measured[]): string {
  const all = measured.filter(({ memoryMb, latencyMs }) => memoryMb && latencyMs === 0);
  const names = present(all);
  const rows = rowsOf(all)
    .filter((one) => anyOf(one).operation === "up")
    .map((one) => [
      String(anyOf(one).apps),
      ...names.map((name) => (one[name]?.memoryMb ? shown(one[name].memoryMb) : "–")),
    ]);
  return `The most that it held during \`up\`, in MB.\n\n${table(["apps", ...names], rows)}`;
}

function micro({ micro: { checkAndDiffMs, loadMs } }: BenchFigures): string {
  const kinds = Object.entries(checkAndDiffMs).map(([kind, ms]) => [
    `\`check\` and \`diff\` of an app with ${kind}`,
    shown(ms),
  ]);
  const loads = [
    ["loading `@pulumi/pulumi`", shown(loadMs["@pulumi/pulumi"])],
    ["loading `@pulumi/pulumi` and this package", shown(loadMs.both)],
    ["loading what the provider's process loads", shown(loadMs.provider)],
  ];
  return `Milliseconds. For \`check\` and \`diff\` the most is the 99th percentile.\n\n${table(["what", "ms"], [...kinds, ...loads])}`;
}

const ADVICE = `## What makes a stack faster

- **Smaller stacks.** The engine writes the whole state at each step, so that \`up\` and \`destroy\` grow with the square of the number
  of resources.
- **A service as backend.** Pulumi Cloud takes changes of the state instead of all of it; with a bucket each write goes over the network.
- **\`PULUMI_EXPERIMENTAL=true PULUMI_SKIP_CHECKPOINTS=true\`** leaves out the writes in between. After a run that is killed, the state then knows
  nothing of what it made, and each name that is taken is refused until it is adopted.
- **\`--parallel\`** is how many apps are made, changed or deleted at once, four a core by default. It helps where requests take long; \`check\` and
  \`diff\` run one after the other whatever it is.`;
