import type { Variant } from "./variant";

/** Drift is what somebody changed, no more and no less; only a certain absence means gone. */
export const drift: readonly Variant[] = [
  {
    broken: "a default that a response leaves out is drift",
    file: "provider/model/leaves.ts",
    find: "return sameLeaf(asked, shown) || (sameLeaf(shown, undefined) && isDefault(type, path, asked));",
    replace: "return sameLeaf(asked, shown);",
    spec: "integration/provider/lifecycle/empty-responses",
    tests: "responses that leave out what is empty show no difference",
  },
  {
    broken: "a field that the program doesn't state is drift",
    file: "provider/model/drift.ts",
    find: "const changes: Change[] = [];",
    replace:
      'const changes: Change[] = [...shown.keys()].filter((path) => !known.leaves.has(path)).map((path) => ({ kind: "changed", path }));',
    spec: "unit/provider/model/drift",
    tests: "driftOf finds nothing where an unmanaged",
  },
  {
    broken: "a 403 counts as gone",
    file: "provider/sinch/collection.ts",
    find: "error instanceof ApiError && error.status === 404 &&",
    replace: "error instanceof ApiError && [403, 404].includes(error.status) &&",
    spec: "integration/provider/sinch/reads",
    tests: "reading apps fails where the GET says",
  },
  {
    broken: "a 404 counts as gone without a LIST",
    file: "provider/sinch/reads.ts",
    find: "return (await list()).get(id);",
    replace: "return undefined;",
    spec: "integration/provider/sinch/reads",
    tests: "reading apps",
  },
  {
    broken: "a LIST alone counts as the truth of what is gone",
    file: "provider/sinch/reads.ts",
    find: "apps?.get(id) ?? (await confirm(id).catch(asError))",
    replace: "(apps ? apps.get(id) : await confirm(id).catch(asError))",
    spec: "integration/provider/sinch/reads",
    tests: "reading apps asks with a GET for an app that the LIST doesn't show",
  },
  {
    broken: "a LIST from before a write is used",
    file: "provider/sinch/reads.ts",
    find: "forget: (at) => placeOf(at).forget(),",
    replace: "forget: () => {},",
    spec: "integration/provider/sinch/reads",
    tests: "reading apps doesn't use a LIST",
  },
  {
    broken: "a refresh of many is a request each",
    file: "provider/sinch/reads.ts",
    find: "const apps = ids.length > 1 || soonAfter ? await list() : undefined;",
    replace: "const apps = new Map<string, Wire>();",
    spec: "integration/provider/sinch/reads",
    tests: "reading apps takes one LIST for a hundred at once",
  },
  {
    broken: "another app's answer is taken",
    file: "provider/sinch/collection.ts",
    find: "if (id === undefined || wire.id === id) return wire;",
    replace: "if (id === undefined || wire.id !== undefined) return wire;",
    spec: "integration/provider/sinch/collection",
    tests: "the client of the Apps API refuses another app",
  },
];
