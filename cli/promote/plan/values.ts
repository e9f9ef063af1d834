import { sameLeaf } from "../../../provider/model/comparison";
import { UNKNOWN } from "../../../provider/model/secrets";
import { type Cell, type ChangesPart, HIDDEN, plain, SECRET, UNKNOWN_YET, type Value } from "../../report";
import { calledOf, inWords, ownKind } from "../../resources/resource-facts";
import { counted } from "../../terminal";
import type { LeafChange, Plan, PlannedResource, RecordedResource } from "../records/records";

/** What changes of a resource, beside what the source has. */
export function changesPart({ source, target }: Plan, { key, kind: of, changes }: PlannedResource): ChangesPart {
  const there = source.resources.find((one) => one.key === key);
  const labels: Readonly<Record<LeafChange["kind"], string>> = {
    promoted: "promoted",
    own: `${target.stack}'s own`,
    source: `${source.stack}'s`,
    other: `differs from ${source.stack}`,
  };
  return {
    kind: "changes",
    stack: target.stack,
    elsewhere: source.stack,
    changes: changes.map(({ path, now, after, kind }) => ({
      kind: "changed",
      field: inWords(of, path),
      elsewhere: sourceValue(there, path),
      before: shown(now),
      after: shown(after),
      label: labels[kind],
    })),
  };
}

const sourceValue = (there: RecordedResource | undefined, path: string): Value =>
  there?.secrets[path] === undefined ? shown(there?.fields[path]) : SECRET;

/** A value as a plan keeps it. */
const shown = (value: unknown): Value => (value === HIDDEN ? SECRET : value === UNKNOWN ? UNKNOWN_YET : plain(value));

/** What stays different: by design, or against what the source has. */
export const differentRows = (plan: Plan): Cell[][] => plan.resources.flatMap((one) => differentIn(one, plan));

function differentIn(planned: PlannedResource, { source, findings }: Plan): Cell[][] {
  const { key, kind, after, changes } = planned;
  const called = calledOf(planned);
  const there = source.resources.find((one) => one.key === key);
  if (!there || !after) return [];
  const shared = findings.flatMap(({ resource, path }) => (resource === called && path !== undefined ? [path] : []));
  const elsewhere = new Set([...changes.map(({ path }) => path), ...shared]);
  const paths = [...new Set([...Object.keys(there.fields), ...Object.keys(after.fields)])];
  const differing = paths.filter((path) => !elsewhere.has(path) && !sameLeaf(there.fields[path], after.fields[path]));
  const secrets = Object.keys(after.secrets).filter(
    (path) => there.secrets[path] !== undefined && !shared.includes(path),
  );
  return [
    ...differing.map((path) => {
      const mark = ownKind(kind, path, after.fields[path] ?? there.fields[path]) ? "" : " (!)";
      return [called, `${inWords(kind, path)}${mark}`, shown(there.fields[path]), shown(after.fields[path])];
    }),
    ...(secrets.length > 0 ? [[called, counted(secrets.length, "secret"), SECRET, SECRET]] : []),
  ];
}
