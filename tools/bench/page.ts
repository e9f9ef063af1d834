import type { BenchFigures, When } from "./figures";
import { memory, micro, processes, requests, state, table, times } from "./sections";
import { targetsOf } from "./targets";

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
  const groups = Map.groupBy(Object.entries(when), ([, one]) => what(one));
  return Array.from(groups, ([common, parts]) => [common, parts.map(([name]) => name)]);
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

const ADVICE = `## What makes a stack faster

- **Smaller stacks.** The engine writes the whole state at each step, so that \`up\` and \`destroy\` grow with the square of the number
  of resources.
- **A service as backend.** Pulumi Cloud takes changes of the state instead of all of it; with a bucket each write goes over the network.
- **\`PULUMI_EXPERIMENTAL=true PULUMI_SKIP_CHECKPOINTS=true\`** leaves out the writes in between. After a run that is killed, the state then knows
  nothing of what it made, and each name that is taken is refused until it is adopted.
- **\`--parallel\`** is how many apps are made, changed or deleted at once, four a core by default. It helps where requests take long; \`check\` and
  \`diff\` run one after the other whatever it is.`;
