import type { CompareReport, Environment, Kind, ResourceReport, Summary } from "./report";
import { SCHEMA_VERSION } from "./report";

/** What the verdict depends on. */
interface Judgement {
  readonly failOn: readonly Kind[];
  /** Whether an earlier report was given: what it has doesn't count. */
  readonly since: boolean;
}

/** Counts, and says whether the stacks are the same. */
export function judge(
  environments: readonly Environment[],
  resources: readonly ResourceReport[],
  problems: readonly string[],
  { failOn, since }: Judgement,
): CompareReport {
  const counting = resources.flatMap(findingsIn).filter(({ kind, known }) => failOn.includes(kind) && !known).length;
  const summary = summaryOf(resources);
  return {
    report: "compare",
    schemaVersion: SCHEMA_VERSION,
    exitCode: problems.length > 0 ? 1 : counting > 0 ? 2 : 0,
    failOn: [...failOn],
    summary: since ? { ...summary, new: counting } : summary,
    problems: [...problems],
    environments: [...environments],
    resources: [...resources],
  };
}

/** Something that makes a row other than the same. */
interface Finding {
  readonly kind: Kind;
  readonly known?: true | undefined;
}

/** The findings of a resource: each field, each stack that lacks it, each changed field, each failing channel. */
export const findingsIn = ({ cells, differences }: ResourceReport): Finding[] => [
  ...differences.map(({ known }) => ({ kind: "different" as const, known })),
  ...cells.filter(isMissing).map(({ known }) => ({ kind: "missing" as const, known })),
  ...cells.flatMap(({ drift }) => drift.map(({ known }) => ({ kind: "drift" as const, known }))),
  ...cells.flatMap(({ failing }) => failing.map(({ known }) => ({ kind: "failing" as const, known }))),
];

export const isMissing = ({ status }: ResourceReport["cells"][number]): boolean =>
  status === "missing" || status === "deleted";

function summaryOf(resources: readonly ResourceReport[]): Summary {
  const having = (kind: Kind): number =>
    resources.filter((one) => findingsIn(one).some((finding) => finding.kind === kind)).length;
  const isUnreadable = ({ cells }: ResourceReport): boolean =>
    cells.some(({ status }) => status === "unreadable" || status === "unknown");
  return {
    resources: resources.length,
    same: resources.filter((one) => findingsIn(one).length === 0 && !isUnreadable(one)).length,
    different: having("different"),
    missing: having("missing"),
    drifted: having("drift"),
    failing: having("failing"),
    unreadable: resources.filter(isUnreadable).length,
  };
}
