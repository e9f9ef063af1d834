import type { AppReport, StackReport, WebhookReport } from "../drift/report";
import { factsOf, type ResourceFacts } from "../resources/resource-facts";
import type { StackContents } from "../stack";
import { fieldsOf } from "./fields";
import type { Cell, FieldReport, ResourceReport } from "./report";

/** A stack with what the service shows of it; without contents, it could not be opened. */
export interface Column {
  readonly report: StackReport;
  readonly contents?: StackContents;
}

interface Found {
  readonly facts: ResourceFacts;
  readonly report: AppReport | WebhookReport;
}

/** The resources of all stacks, matched by what they have in common: kind, parents and name. */
export function rowsOf(columns: readonly Column[]): ResourceReport[] {
  const found = columns.map(resourcesIn);
  const keys = new Set(found.flatMap((column) => [...column.keys()]));
  return [...keys].map((key) => rowOf(key, columns, found)).sort(byKindAndName);
}

function byKindAndName(one: ResourceReport, other: ResourceReport): number {
  const [first, second] = [JSON.stringify([one.kind, one.name]), JSON.stringify([other.kind, other.name])];
  return first < second ? -1 : Number(first > second);
}

function resourcesIn({ contents, report }: Column): ReadonlyMap<string, Found> {
  if (!contents) return new Map();
  const reports = new Map([...report.apps, ...(report.webhooks ?? [])].map((one) => [one.urn, one]));
  const urns = new Map(contents.apps.map(({ id, urn }) => [id, urn]));
  const all = [...contents.apps, ...contents.webhooks].flatMap(({ type, urn, id, outputs: props, secretPaths }) => {
    const one = reports.get(urn);
    const appUrn = urns.get(type.parentOf(props) ?? "");
    return one ? [{ facts: factsOf(contents.name, { urn, id, props, secretPaths, appUrn }), report: one }] : [];
  });
  return new Map(all.map((one) => [one.facts.key, one]));
}

function rowOf(key: string, columns: readonly Column[], found: readonly ReadonlyMap<string, Found>[]): ResourceReport {
  const row = found.map((column) => column.get(key));
  const [first] = row.flatMap((one) => one?.facts ?? []);
  const { kind, name } = first as ResourceFacts;
  const fields = fieldsOf(row.map((one) => one?.facts));
  const differences = fields.filter((field) => field.kind === "different");
  return {
    key,
    kind,
    name,
    cells: columns.map((column, index) => cellOf(column, row[index], isDifferent(differences, row, index))),
    differences,
    environmentSpecific: fields.filter((field) => field.kind !== "different"),
  };
}

/** Whether a stack's resource differs from that of the first stack that has it. */
function isDifferent(differences: readonly FieldReport[], row: readonly (Found | undefined)[], index: number): boolean {
  const first = row.findIndex((one) => one !== undefined);
  return differences.some(({ values }) => JSON.stringify(values[index]) !== JSON.stringify(values[first]));
}

function cellOf({ report: { name: stack }, contents }: Column, found: Found | undefined, different: boolean): Cell {
  if (!contents) return { stack, status: "unknown", drift: [], failing: [] };
  if (!found) return { stack, status: "missing", drift: [], failing: [] };
  const { report } = found;
  const health = "health" in report ? report.health : [];
  return {
    stack,
    status: STATUSES[report.status] ?? (different ? "different" : "same"),
    id: report.id,
    drift: report.changes.map(({ field, stake }) => ({ field, ...(stake === undefined ? {} : { stake }) })),
    failing: health
      .filter(({ status }) => status === "FAILING")
      .map(({ channel, reason }) => ({ channel, ...(reason === undefined ? {} : { reason }) })),
  };
}

/** What the service has of it comes before what the states say. */
const STATUSES: Partial<Record<AppReport["status"], Cell["status"]>> = { missing: "deleted", unreadable: "unreadable" };
