import { sameLeaf } from "../../../provider/model/comparison";
import { UNKNOWN } from "../../../provider/model/secrets";
import { type Cell, type ChangesPart, HIDDEN, plain, SECRET, UNKNOWN_YET, type Value } from "../../report";
import { counted } from "../../terminal";
import { ownKind } from "../facts/app-facts";
import type { LeafChange, Plan, PlannedApp, RecordedApp } from "../records/records";
import { inWords } from "./app-findings";

/** What changes of an app, beside what the source has. */
export function changesPart({ source, target }: Plan, { key, changes }: PlannedApp): ChangesPart {
  const there = source.apps.find((app) => app.key === key);
  const labels: Readonly<Record<LeafChange["kind"], string>> = {
    promoted: "promoted",
    own: `${target.stack}'s own`,
    source: `${source.stack}'s`,
    other: `not as in ${source.stack}`,
  };
  return {
    kind: "changes",
    stack: target.stack,
    elsewhere: source.stack,
    changes: changes.map(({ path, now, after, kind }) => ({
      kind: "changed",
      field: inWords(path),
      elsewhere: sourceValue(there, path),
      before: shown(now),
      after: shown(after),
      label: labels[kind],
    })),
  };
}

const sourceValue = (app: RecordedApp | undefined, path: string): Value =>
  app?.secrets[path] === undefined ? shown(app?.fields[path]) : SECRET;

/** A value as a plan keeps it. */
const shown = (value: unknown): Value => (value === HIDDEN ? SECRET : value === UNKNOWN ? UNKNOWN_YET : plain(value));

/** What stays different: by design, or against what the source has. */
export const differentRows = (plan: Plan): Cell[][] => plan.apps.flatMap((app) => differentIn(app, plan));

function differentIn({ key, name, after, changes }: PlannedApp, { source, findings }: Plan): Cell[][] {
  const there = source.apps.find((app) => app.key === key);
  if (!there || !after) return [];
  const shared = findings.flatMap(({ app, path }) => (app === name && path !== undefined ? [path] : []));
  const elsewhere = new Set([...changes.map(({ path }) => path), ...shared]);
  const paths = [...new Set([...Object.keys(there.fields), ...Object.keys(after.fields)])];
  const differing = paths.filter((path) => !elsewhere.has(path) && !sameLeaf(there.fields[path], after.fields[path]));
  const secrets = Object.keys(after.secrets).filter(
    (path) => there.secrets[path] !== undefined && !shared.includes(path),
  );
  return [
    ...differing.map((path) => {
      const mark = ownKind(path, after.fields[path] ?? there.fields[path]) ? "" : " (!)";
      return [name, `${inWords(path)}${mark}`, shown(there.fields[path]), shown(after.fields[path])];
    }),
    ...(secrets.length > 0 ? [[name, counted(secrets.length, "secret"), SECRET, SECRET]] : []),
  ];
}
