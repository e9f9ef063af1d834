import type { BenchFigures, ContestantName, FormFigures, Measured, OperationName, When } from "./figures";
import { formsTable } from "./forms";
import { memory, micro, processes, requests, state, table, times } from "./sections";
import { largest, targetsOf } from "./targets";

// docs/benchmarks.md, from tools/bench/figures.json.

/** The page on benchmarks, in Markdown. */
export function benchmarksPage(figures: BenchFigures, forms?: FormFigures): string {
  const { measured } = figures;
  const latencies = [...new Set(measured.map(({ latencyMs }) => latencyMs))];
  const at = (latencyMs: number): Measured[] => measured.filter((one) => one.latencyMs === latencyMs);
  const parts = [
    head(figures),
    ...section("Targets", targets(figures)),
    ADVICE,
    ...latencies.flatMap((latencyMs) => folded(`Time, ${latencyMs} ms a request`, times(at(latencyMs), "wall"))),
    ...folded(
      "Processor time",
      times(at(0), "cpu"),
      "Seconds of all processes of an operation, without latency. The fake isn't one of them.",
    ),
    ...folded("Where the processor time goes", processes(measured)),
    ...(forms ? section("The native form", formsTable(forms)) : []),
    ...folded("State", state(measured), "After `up`; the engine writes it whole at each step."),
    ...folded("Requests", requests(measured)),
    ...folded("Memory of the provider's process", memory(measured)),
    ...folded("In one process", micro(figures)),
    ...section("How it was measured", method(figures)),
  ];
  return `${parts.join("\n\n")}\n`;
}

const section = (title: string, text: string): string[] => [`## ${title}`, text];

/** A section whose tables unfold. */
const folded = (title: string, text: string, about?: string): string[] => [
  `## ${title}`,
  ...(about === undefined ? [] : [about]),
  `<details><summary>Figures</summary>\n\n${text}\n\n</details>`,
];

function head(figures: BenchFigures): string {
  return `# Benchmarks

What the package costs, next to the least possible and to what people would write by hand. The contestants:

- **floor**: a dynamic resource that does nothing, with the shortest \`__provider\`, the same properties and secrets; with latency it sleeps as long.
- **this package**: \`App\`.${figures.measured.some(({ contestant }) => contestant === "native form") ? "\n- **native form**: the same apps through the native plugin." : ""}
- **hand-written**: \`pulumi.dynamic.Resource\` as in Pulumi's documentation: closures around \`fetch\`, the whole app in each PATCH, HTTP Basic.

${summaryOf(figures).join("\n")}`;
}

/** The findings that matter most, each in a sentence, at the size that the targets are about. */
function summaryOf(figures: BenchFigures): string[] {
  const { measured } = figures;
  const apps = largest(measured);
  const find = (contestant: ContestantName, operation: OperationName): Measured | undefined =>
    measured.find(
      (one) => one.contestant === contestant && one.operation === operation && one.apps === apps && one.latencyMs === 0,
    );
  const sentence = (label: string, command: string, operation: OperationName): string[] => {
    const own = find("this package", operation);
    const others = (["floor", "native form", "hand-written"] as const).flatMap((name) => {
      const other = find(name, operation);
      return other ? [`${name}: ${other.wall.median} s`] : [];
    });
    const beside = others.length > 0 ? ` (${others.join(", ")})` : "";
    return own ? [`- **${label}**: \`${command}\` takes ${own.wall.median} s${beside}.`] : [];
  };
  const all = targetsOf(figures);
  const met = all.filter((target) => target.met).length;
  return [
    `Medians for ${apps} apps in one stack, without latency:\n`,
    ...sentence("Create", "pulumi up", "up"),
    ...sentence("No change", "pulumi up", "up, no change"),
    ...sentence("Refresh", "pulumi refresh", "refresh"),
    ...sentence("Drift", "sinch-apps drift", "drift"),
    `- **Targets**: ${met} of ${all.length} are met; the others have their reasons below.`,
  ];
}

function method({ machine, versions, when }: BenchFigures): string {
  const { processor, cores, memoryGb, system } = machine;
  const all = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  return `\`npm run bench\` generates this page from \`tools/bench/figures.json\`, figures and met targets included. The words are written by hand, such as the
reasons for missed targets (\`tools/bench/targets.ts\`).

- **Machine**: ${cores} cores of ${processor}, ${memoryGb} GB, ${system}.
- **Versions**: ${all.join(", ")}.
- **Date**: ${datesOf(when)}.
- **Setup**: the real engine with a file backend, programs in folders, the fake API on the same machine. Ratios within a run count; absolute times mean little.
- **Figures**: the contestants take turns at each operation. A figure is the median, with the least and the most in brackets.
- **The app**: two channels with a secret each, and a retention policy. \`up\`, \`refresh\` and \`destroy\` run with \`--skip-preview\`.
- **Terraform** isn't included. To measure it, add a contestant to \`tools/bench/\` that runs \`terraform\` with \`terraform-provider-restapi\`.${busy(when)}`;
}

/** On which day; the parts of each where there are several. */
function datesOf(when: BenchFigures["when"]): string {
  const dates = partsBy(when, ({ date }) => date);
  const [[only] = [""]] = dates;
  if (dates.length <= 1) return only;
  return dates.map(([date, parts]) => `on ${date}: ${parts.join("; ")}`).join("; ");
}

/** What was measured while the machine had other work to do. */
function busy(when: BenchFigures["when"]): string {
  const loads = partsBy(when, ({ load }) => String(load)).filter(([load]) => Number(load) > 1);
  if (loads.length === 0) return "";
  const all = loads.map(([load, parts]) => `${load} (${parts.join("; ")})`);
  return `\n\n**The machine was busy**: times are rough; trust ratios of processor time more. Load average before it began: ${all.join(", ")}.`;
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
    ...(why.length > 0 ? [`Why some are missed:\n\n${why.join("\n")}`] : []),
  ].join("\n\n");
}

const ADVICE = `## What makes a stack faster

- **Smaller stacks.** The engine writes the whole state at each step, so \`up\` and \`destroy\` grow with the square of the number of resources.
- **A service as backend.** Pulumi Cloud takes changes of the state instead of all of it. With a bucket, each write goes over the network.
- **\`PULUMI_EXPERIMENTAL=true PULUMI_SKIP_CHECKPOINTS=true\`** skips the writes in between. After a killed run, the state then knows nothing of what it
  created: each app has to be adopted.
- **\`--parallel\`** sets how many apps are created, changed or deleted at once, by default four per core. It helps with slow requests. \`check\` and \`diff\` run one
  after the other anyway.`;
