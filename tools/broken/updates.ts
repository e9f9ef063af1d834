import type { Variant } from "./variant";

/** What was applied is what is there, and nothing else is touched. */
export const updates: readonly Variant[] = [
  {
    broken: "what the schema doesn't know is sent by program names",
    file: "provider/model/wire.ts",
    find: "isObject(below)) extra = below;",
    replace: "isObject(below)) extra = toWire(type, below);",
    spec: "integration/provider/lifecycle/extra-fields",
    tests: "extra-fields",
  },
  {
    broken: "the mask names fields that didn't change",
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
    broken: "what others set in a channel isn't sent back",
    file: "provider/model/merge-list.ts",
    find: "const merged = new Map([...leavesOfField(live, item)].filter(([path, shown]) => !isUnset(type, path, shown)));",
    replace:
      "const merged = new Map([...leavesOfField(live, item)].filter(([path, shown]) => isUnset(type, path, shown)));",
    spec: "unit/provider/model/patch",
    tests: "channel-sent-back",
  },
  {
    broken: "a masked token goes back as the service shows it",
    file: "provider/model/merge-list.ts",
    find: "const goesBack = mayDiffer && !sameLeaf(live.get(path), undefined);",
    replace: "const goesBack = unchanged && !sameLeaf(live.get(path), undefined);",
    spec: "unit/provider/model/patch",
    tests: "own-token-back",
  },
  {
    broken: "a removal behind a mask counts as done",
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
    broken: "the service gets the list as it is arranged for the engine",
    file: "provider/hosts/dynamic/host.ts",
    find: "inProgramOrder(type, withoutProvider(inputs)) as Inputs",
    replace: "withoutProvider(inputs) as Inputs",
    spec: "protocol/lifecycle",
    tests: "inserted-channel",
  },
  {
    broken: "a list is arranged so that its order is lost",
    file: "provider/hosts/dynamic/list-order.ts",
    find: "return isRight && positions(list)",
    replace: "return positions(list)",
    spec: "unit/provider/hosts/dynamic/list-order",
    tests: "inserted-channel",
  },
];
