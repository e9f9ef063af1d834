import type { Variant } from "./variant";

/** Drift is exactly what somebody changed; only a certain absence counts as gone. */
export const drift: readonly Variant[] = [
  {
    broken: "a default that a response omits is drift",
    file: "provider/model/comparison.ts",
    find: "sameLeaf(shown, undefined) && (isDefault(type, path, asked) ||",
    replace: "sameLeaf(shown, undefined) && (false ||",
    spec: "integration/provider/lifecycle/empty-responses",
    tests: "empty-responses",
  },
  {
    broken: "a field that the service may hide is drift",
    file: "provider/model/comparison.ts",
    find: '?.["x-may-stay-hidden"] === true;',
    replace: '?.["x-may-stay-hidden"] === false;',
    spec: "integration/provider/lifecycle/consent",
    tests: "unshown-field",
  },
  {
    broken: "a field that the program doesn't set is drift",
    file: "provider/model/drift.ts",
    find: "const changes: Change[] = [];",
    replace:
      'const changes: Change[] = [...shown.keys()].filter((path) => !known.leaves.has(path)).map((path) => ({ kind: "changed", path }));',
    spec: "unit/provider/model/drift",
    tests: "no-drift-unmanaged",
  },
  {
    broken: "a 403 counts as gone",
    file: "provider/sinch/collection.ts",
    find: '{ codes: { 404: "ERR_SINCH_NOT_FOUND" } }',
    replace: '{ codes: { 403: "ERR_SINCH_NOT_FOUND", 404: "ERR_SINCH_NOT_FOUND" } }',
    spec: "integration/provider/sinch/reads",
    tests: "no-access",
  },
  {
    broken: "a 404 counts as gone without a LIST",
    file: "provider/sinch/reads.ts",
    find: "return (await list()).get(id);",
    replace: "return undefined;",
    spec: "integration/provider/sinch/reads",
    tests: "one-request-refresh",
  },
  {
    broken: "absence from a LIST is enough to count as gone",
    file: "provider/sinch/reads.ts",
    find: "all?.get(id) ?? (await confirm(id).catch(asError))",
    replace: "(all ? all.get(id) : await confirm(id).catch(asError))",
    spec: "integration/provider/sinch/reads",
    tests: "get-behind-list",
  },
  {
    broken: "a LIST from before a write is used",
    file: "provider/sinch/reads.ts",
    find: "forget: (at) => placeOf(at).forget(),",
    replace: "forget: () => {},",
    spec: "integration/provider/sinch/reads",
    tests: "fresh-list",
  },
  {
    broken: "a refresh sends one request per app",
    file: "provider/sinch/reads.ts",
    find: "const all = parents || ids.length > 1 || soonAfter ? await list() : undefined;",
    replace: "const all = new Map<string, Wire>();",
    spec: "integration/provider/sinch/reads",
    tests: "one-list",
  },
  {
    broken: "another app's response is accepted",
    file: "provider/sinch/collection.ts",
    find: "if (id === undefined || resource.id === id) return resource;",
    replace: "if (id === undefined || resource.id) return resource;",
    spec: "integration/provider/sinch/collection",
    tests: "other-app",
  },
];
