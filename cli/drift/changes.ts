import { type Change, driftOf } from "../../provider/model/drift";
import { type Leaves, leavesOf, splitPath } from "../../provider/model/leaves";
import { byKey, covers, namesIn, pathInProgram } from "../../provider/model/path";
import type { ResourceType } from "../../provider/model/resource-type";
import { isPlainExtra } from "../../provider/model/secrets";
import { knownFrom } from "../../provider/model/state";
import type { Shown } from "../../provider/model/wire";
import type { StackApp } from "../stack";
import type { ChangeReport } from "./report";
import { stakeOf } from "./stakes";

/** What was changed of a resource, without what its resource ignores. @throws SinchError where a newer version wrote the state. */
export function changesOf(app: StackApp, live: Shown): ChangeReport[] {
  const { type } = app;
  const known = knownFrom(type, app.outputs);
  const shown = leavesOf(type, live);
  const found = driftOf(type, known, shown).changes.map((change) => ({
    change,
    place: placeOf(type, change, change.kind === "added" ? shown : known.leaves),
  }));
  const ignored = app.ignoreChanges.map(namesIn);
  const counting = found.filter(({ place }) => !place.some((names) => ignored.some((path) => covers(path, names))));
  const hidden = new Set<string>();
  return counting.flatMap(({ change, place }): ChangeReport[] => {
    const { kind, path, deployed, actual } = change;
    const names = splitPath(path);
    const [field = ""] = names;
    if (type.listKeys(field) && isMarked(app, [field])) {
      // The program made the list secret as a whole: not even its channels are named.
      if (hidden.has(field)) return [];
      hidden.add(field);
      return [{ kind: "changed", path: field, field, secret: true }];
    }
    const stake = stakeOf(type, change, known.leaves, shown);
    const about = { kind, path, field: byKey(type, names), ...(stake ? { stake } : {}) };
    const isLeaf = kind === "changed";
    const isPlain = [deployed, actual].every((value) => !isSet(value) || isPlainExtra(type, names, value));
    const isSecret = (type.isSecret(names) && !isPlain) || place.some((at) => isMarked(app, at));
    if (isLeaf && isSecret) return [{ ...about, secret: true }];
    return [{ ...about, ...(isSet(deployed) ? { deployed } : {}), ...(isSet(actual) ? { actual } : {}) }];
  });
}

/** Where a change stands in the program, and for a secret also where it is kept. */
function placeOf(type: ResourceType, { kind, path }: Change, leaves: Leaves): string[][] {
  const names = splitPath(path);
  const [field = "", ...below] = names;
  const keys = leaves.get(field);
  const inProgram = pathInProgram(type, names, Array.isArray(keys) ? keys : []);
  if (kind !== "changed" || !type.isSecret(names)) return [inProgram];
  return [inProgram, ["secrets", field, ...(below.length > 0 ? [path.slice(field.length + 1)] : [])]];
}

/** Whether the program itself made a value secret. */
export const isMarked = (app: StackApp, path: readonly string[]): boolean =>
  app.secretPaths.some((marked) => covers(marked, path));

const isSet = (value: unknown): boolean => value !== undefined && value !== null;
