import type { Variant } from "./variant";

/** The service has what was applied, and nothing else is touched. */
export const updates: readonly Variant[] = [
  {
    broken: "unknown fields are sent with program names",
    file: "provider/model/wire.ts",
    find: "isObject(below)) extra = below;",
    replace: "isObject(below)) extra = toWire(type, below);",
    spec: "integration/provider/lifecycle/extra-fields",
    tests: "extra-fields",
  },
  {
    broken: "the mask includes unchanged fields",
    file: "provider/model/patch.ts",
    find: "changed: readonly string[] = fieldsThatDiffer(type, applied.leaves, desired.leaves),",
    replace: "changed: readonly string[] = Object.keys(desired.fields),",
    spec: "unit/provider/model/patch",
    tests: "exact-mask",
  },
  {
    broken: "a removed field isn't in the mask",
    file: "provider/model/patch.ts",
    find: "return { body, mask };",
    replace: "return { body, mask: mask.filter((field) => field in body) };",
    spec: "unit/provider/model/patch",
    tests: "exact-mask",
  },
  {
    broken: "fields that others set in a channel aren't sent back",
    file: "provider/model/merge-list.ts",
    find: "const merged = new Map([...leavesOfField(live, item)].filter(([path, shown]) => !isUnset(type, path, shown)));",
    replace:
      "const merged = new Map([...leavesOfField(live, item)].filter(([path, shown]) => isUnset(type, path, shown)));",
    spec: "unit/provider/model/patch",
    tests: "channel-sent-back",
  },
  {
    broken: "a masked token is sent back as the service shows it",
    file: "provider/model/merge-list.ts",
    find: "const goesBack = mayDiffer && !sameLeaf(live.get(path), undefined);",
    replace: "const goesBack = unchanged && !sameLeaf(live.get(path), undefined);",
    spec: "unit/provider/model/patch",
    tests: "own-token-back",
  },
  {
    broken: "a removal hidden by a mask counts as done",
    file: "provider/model/applied.ts",
    find: ": isUnchanged(type, known, path, actual);",
    replace: ": sameLeaf(actual, before);",
    spec: "integration/provider/lifecycle/not-applied",
    tests: "ignored-update",
  },
  {
    broken: "an exported variable moves an app",
    file: "provider/sinch/location.ts",
    find: 'if (typeof present === "string" && present !== UNKNOWN) {',
    replace: 'if (typeof present === "string" && present !== UNKNOWN && !found) {',
    spec: "unit/provider/sinch/location",
    tests: "location",
  },
  {
    broken: "the service receives the list in the engine's order",
    file: "provider/hosts/dynamic/host.ts",
    find: "inProgramOrder(type, withoutProvider(inputs)) as Inputs",
    replace: "withoutProvider(inputs) as Inputs",
    spec: "protocol/lifecycle",
    tests: "inserted-channel",
  },
  {
    broken: "arranging a list loses its order",
    file: "provider/hosts/dynamic/list-order.ts",
    find: "return isRight && positions(list)",
    replace: "return positions(list)",
    spec: "unit/provider/hosts/dynamic/list-order",
    tests: "inserted-channel",
  },
];
