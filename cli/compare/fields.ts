import { createHmac, randomBytes } from "node:crypto";
import { sameLeaf } from "../../provider/model/comparison";
import { inWords, isUnset, ownKind, type ResourceFacts } from "../resources/resource-facts";
import type { FieldReport, FieldValue } from "./report";

/** The resource in each stack, in the columns' order; `undefined` if a stack lacks it. */
export type Row = readonly (ResourceFacts | undefined)[];

/** Only for this run, never written: two secrets are compared without either being kept. */
const salt = randomBytes(32);

const digestOf = (value: unknown): string => createHmac("sha256", salt).update(JSON.stringify(value)).digest("base64");

/** The fields that aren't the same in all stacks that have the resource, and all its secrets. */
export function fieldsOf(row: Row): FieldReport[] {
  const present = row.filter((facts) => facts !== undefined);
  const [first] = present;
  if (!first || present.length < 2) return [];
  const paths = [...new Set(present.flatMap(({ leaves }) => [...leaves.keys()]))];
  return [...placeFields(row), ...appField(row), ...paths.flatMap((path) => fieldOf(row, first, path) ?? [])];
}

function fieldOf(row: Row, { kind: of }: ResourceFacts, path: string): FieldReport | undefined {
  const present = row.filter((facts) => facts !== undefined);
  const all = present.map(({ leaves }) => leaves.get(path));
  const isSame = all.every((value) => sameLeaf(value, all[0]));
  const about = { path, field: inWords(of, path) };
  if (present.some(({ isSecret }) => isSecret(path))) {
    if (all.every(isUnset)) return undefined;
    // A secret that one stack has and another lacks is a difference of the program, not of the environment.
    const kind = all.some(isUnset) ? "different" : "secret";
    return { ...about, kind, values: secretValues(row, path) };
  }
  if (isSame) return undefined;
  const kind = all.map((value) => ownKind(of, path, value)).find((own) => own !== undefined) ?? "different";
  return { ...about, kind, values: row.map((facts) => shown(facts, facts?.leaves.get(path))) };
}

const shown = (facts: ResourceFacts | undefined, value: unknown): FieldValue =>
  facts === undefined ? { state: "absent" } : isUnset(value) ? { state: "unset" } : { state: "set", value };

function secretValues(row: Row, path: string): FieldValue[] {
  const values = row.map((facts) => facts?.leaves.get(path));
  const [first] = values.filter((value) => !isUnset(value)).map(digestOf);
  return row.map((facts, index): FieldValue => {
    const value = values[index];
    if (facts === undefined) return { state: "absent" };
    if (isUnset(value)) return { state: "unset" };
    return { state: digestOf(value) === first ? "same" : "different" };
  });
}

/** Project and region. */
function placeFields(row: Row): FieldReport[] {
  return (["projectId", "region"] as const).flatMap((path) => {
    const all = new Set(row.flatMap((facts) => facts?.[path] ?? []));
    const values = row.map((facts) => shown(facts, facts?.[path]));
    return all.size > 1 ? [{ path, field: path, kind: "place" as const, values }] : [];
  });
}

/** A webhook of another app. IDs differ by design, what the stacks call the app doesn't. */
function appField(row: Row): FieldReport[] {
  const keys = row.map((facts) => facts?.app?.key ?? facts?.app?.id);
  const isNamed = row.every((facts) => !facts || facts.app?.key !== undefined);
  if (new Set(keys.filter((key) => key !== undefined)).size < 2) return [];
  const kind = isNamed ? "different" : "identity";
  const values = row.map((facts, index) => shown(facts, keys[index]));
  return [{ path: "appId", field: "appId", kind, values }];
}
