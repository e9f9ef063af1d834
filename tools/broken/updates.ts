import type { Variant } from "./variant";

/** What was applied is what is there, and nothing else is touched. */
export const updates: readonly Variant[] = [
  {
    broken: "the mask names fields that didn't change",
    file: "provider/model/patch.ts",
    find: "const changed = fieldsThatDiffer(applied.leaves, wanted);",
    replace: "const changed = Object.keys(desired);",
    spec: "unit/provider/model/patch",
    tests: "planPatch sends",
  },
  {
    broken: "a removed field isn't in the mask",
    file: "provider/model/patch.ts",
    find: "updateMask: changed.map(toWireName).sort()",
    replace: "updateMask: Object.keys(body).map(toWireName).sort()",
    spec: "unit/provider/model/patch",
    tests: "planPatch sends a removed field",
  },
  {
    broken: "what others set in a channel isn't sent back",
    file: "provider/model/merge-list.ts",
    find: "const merged = new Map([...leavesOfField(live, item)].filter(([path, shown]) => !isUnset(path, shown)));",
    replace: "const merged = new Map<string, unknown>();",
    spec: "unit/provider/model/patch",
    tests: "planPatch sends a changed channel's list whole",
  },
  {
    broken: "a masked token goes back as the service shows it",
    file: "provider/model/merge-list.ts",
    find: "const goesBack = mayDiffer && !sameLeaf(live.get(path), undefined);",
    replace: "const goesBack = unchanged && !sameLeaf(live.get(path), undefined);",
    spec: "unit/provider/model/patch",
    tests: "planPatch sends the program's own token back",
  },
  {
    broken: "a removal behind a mask counts as done",
    file: "provider/model/applied.ts",
    find: ": isUnchanged(known, path, actual);",
    replace: ": sameLeaf(actual, before);",
    spec: "integration/provider/lifecycle/not-applied",
    tests: "an update that the service answers without doing it is an error for a removed secret behind a mask",
  },
  {
    broken: "an exported variable moves an app",
    file: "provider/sinch/location.ts",
    find: 'if (typeof present === "string" && present !== UNKNOWN) {',
    replace: 'if (typeof present === "string" && present !== UNKNOWN && !found) {',
    spec: "unit/provider/sinch/location",
    tests: "where an app shall live",
  },
  {
    broken: "the service gets the list as it is arranged for the engine",
    file: "provider/hosts/dynamic/adapter.ts",
    find: "inProgramOrder(withoutProvider(inputs)) as AppInputs",
    replace: "withoutProvider(inputs) as AppInputs",
    spec: "protocol/lifecycle",
    tests: "Pulumi's process for dynamic resources arranges an insertion for the engine alone",
  },
  {
    broken: "a list is arranged so that its order is lost",
    file: "provider/hosts/dynamic/list-order.ts",
    find: "return isRight && positions(list)",
    replace: "return positions(list)",
    spec: "unit/provider/hosts/dynamic/list-order",
    tests: "a list as it is arranged for the engine is the program's order again",
  },
];
