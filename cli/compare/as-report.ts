import { plain, type Report, SECRET, type Section, type Cell as Value } from "../report";
import { counted } from "../terminal";
import { findingsIn, isMissing } from "./judge";
import type { Cell, CompareReport, FieldReport, FieldValue, ResourceReport } from "./report";

/** Fields that differ by design and are listed; a JSON report has all. */
const MOST_SPECIFIC = 50;
/** Resources that are the same and are named. */
const NAMED = 8;

/** What compare found, to be rendered. */
export function asReport(report: CompareReport): Report {
  const { environments, resources, problems } = report;
  const columns = environments.map(({ stack }) => stack);
  const telling = resources.filter((one) => !isQuiet(one)).sort((one, other) => rank(one) - rank(other));
  return {
    command: "compare",
    title: { text: verdictOf(report), about: countsOf(report), severity: severityOf(report) },
    notes: notesOf(resources),
    problems,
    sections: [
      ...overview(telling, resources.filter(isQuiet), columns),
      ...telling.flatMap((one) => resourceSection(one, columns)),
      ...specificSection(resources, columns),
    ],
    next: { steps: [] },
  };
}

/** Whether there is nothing to tell of a resource. */
const isQuiet = (one: ResourceReport): boolean =>
  findingsIn(one).length === 0 && one.cells.every(({ status }) => status === "same");

/** What is being lost first, then what is missing. */
function rank({ cells }: ResourceReport): number {
  if (cells.some(({ drift }) => drift.some(({ stake }) => stake !== undefined))) return 0;
  return cells.some(isMissing) ? 1 : 2;
}

const calledOf = ({ kind, name }: ResourceReport): string => (kind === "webhook" ? `webhook ${name}` : name);

function verdictOf({ exitCode, summary }: CompareReport): string {
  if (exitCode === 1) return "Inconclusive";
  if (exitCode === 2) return "Different";
  if (summary.same === summary.resources) return "The same";
  return summary.new === undefined ? "Different (not counted)" : "No new differences";
}

const severityOf = ({ exitCode }: CompareReport): "good" | "warning" | "bad" =>
  exitCode === 0 ? "good" : exitCode === 1 ? "bad" : "warning";

/** `2 different, 1 missing, 9 same, of 12 resources in 3 stacks`. */
function countsOf({ summary, environments }: CompareReport): string {
  const words = [
    [summary.different, "different"],
    [summary.missing, "missing"],
    [summary.drifted, "drifted"],
    [summary.failing, "with failing channels"],
    [summary.unreadable, "unreadable"],
    [summary.same, "the same"],
  ] as const;
  const counts = words.filter(([count]) => count > 0).map(([count, word]) => `${count} ${word}`);
  return `${[...counts, `of ${counted(summary.resources, "resource")}`].join(", ")} in ${counted(environments.length, "stack")}`;
}

/** A secret that several stacks have in common opens all of them at once. */
function notesOf(resources: readonly ResourceReport[]): string[] {
  const secrets = resources.flatMap(({ environmentSpecific }) =>
    environmentSpecific.filter(({ kind }) => kind === "secret"),
  );
  const shared = secrets.filter(({ values }) => values.filter(({ state }) => state === "same").length > 1).length;
  return shared > 0 ? [`${counted(shared, "secret")} the same in several stacks`] : [];
}

function overview(
  telling: readonly ResourceReport[],
  quiet: readonly ResourceReport[],
  columns: readonly string[],
): Section[] {
  const rows = telling.map((one) => [calledOf(one), ...one.cells.map(cellMark)]);
  const names = quiet.slice(0, NAMED).map(calledOf);
  const more = quiet.length > NAMED ? ` and ${quiet.length - NAMED} more` : "";
  return [
    ...(rows.length > 0
      ? [
          {
            title: "side by side",
            parts: [{ kind: "table" as const, columns: ["resource", ...columns], rows, ofResources: true as const }],
          },
        ]
      : []),
    ...(quiet.length > 0
      ? [{ parts: [{ kind: "paragraph" as const, text: `The same in all stacks: ${names.join(", ")}${more}.` }] }]
      : []),
  ];
}

/** What a stack has, in a few words: `different, 2 fields drifted, SMS failing`. */
function cellMark({ status, drift, failing }: Cell): Value {
  const stake = drift.find((one) => one.stake !== undefined)?.stake;
  const words = [
    ...(status === "same" && drift.length + failing.length > 0 ? [] : [WORDS[status]]),
    ...(drift.length > 0 ? [stake ?? `${counted(drift.length, "field")} drifted`] : []),
    ...failing.map(({ channel }) => `${channel} failing`),
  ];
  const isBad = stake !== undefined || failing.length > 0 || status === "deleted" || status === "unreadable";
  const severity = isBad ? "bad" : status === "same" && drift.length === 0 ? "good" : "warning";
  return { kind: "mark", text: words.join(", "), severity };
}

const WORDS: Readonly<Record<Cell["status"], string>> = {
  same: "same",
  different: "different",
  missing: "not in the stack",
  deleted: "deleted outside Pulumi",
  unreadable: "could not be read",
  unknown: "stack not opened",
};

function resourceSection(one: ResourceReport, columns: readonly string[]): Section[] {
  const { cells, differences } = one;
  const drifted = cells.flatMap(({ stack, drift }) =>
    drift.map(
      ({ field, stake, known }) =>
        `${stack}: ${field} changed outside Pulumi${stake ? `: ${stake}` : ""}${mark(known)}`,
    ),
  );
  const failing = cells.flatMap(({ stack, failing: channels }) =>
    channels.map(
      ({ channel, reason, known }) => `${stack}: ${channel} failing${reason ? `: ${reason}` : ""}${mark(known)}`,
    ),
  );
  const said = [...drifted, ...failing];
  if (differences.length + said.length === 0) return [];
  return [
    {
      title: calledOf(one),
      summary: {
        text: [
          ...(differences.length > 0 ? [`${counted(differences.length, "field")} different`] : []),
          ...(drifted.length > 0 ? [`${drifted.length} drifted`] : []),
          ...(failing.length > 0 ? [`${failing.length} failing`] : []),
        ].join(", "),
      },
      folded: true,
      parts: [
        ...(differences.length > 0
          ? [{ kind: "table" as const, columns: ["field", ...columns], rows: differences.map(fieldRow) }]
          : []),
        ...(said.length > 0 ? [{ kind: "list" as const, items: said }] : []),
      ],
    },
  ];
}

const mark = (known: true | undefined): string => (known ? " (known)" : "");

function fieldRow({ field, values, known }: FieldReport): Value[] {
  const first = values.findIndex(({ state }) => state === "same");
  return [`${field}${mark(known)}`, ...values.map((value, index) => (index === first ? SECRET : valueIn(value)))];
}

function valueIn({ state, value }: FieldValue): Value {
  switch (state) {
    case "set":
      return plain(value);
    case "unset":
      return plain(undefined);
    case "absent":
      return "";
    case "same":
      return "same secret";
    case "different":
      return "another secret";
  }
}

function specificSection(resources: readonly ResourceReport[], columns: readonly string[]): Section[] {
  const all = resources.flatMap((one) => one.environmentSpecific.map((field) => [calledOf(one), ...fieldRow(field)]));
  if (all.length === 0) return [];
  const left = all.length - MOST_SPECIFIC;
  return [
    {
      title: "environment-specific",
      summary: { text: `${counted(all.length, "field")} that may differ` },
      folded: true,
      parts: [
        { kind: "table", columns: ["resource", "field", ...columns], rows: all.slice(0, MOST_SPECIFIC) },
        ...(left > 0 ? [{ kind: "paragraph" as const, text: `${left} more: --format json has all.` }] : []),
      ],
    },
  ];
}
