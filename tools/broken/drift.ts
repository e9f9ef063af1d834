import type { Variant } from "./variant";

/** Drift is what somebody changed, no more and no less; only a certain absence means gone. */
export const drift: readonly Variant[] = [
  {
    broken: "a default that a response leaves out is drift",
    file: "provider/model/comparison.ts",
    find: "sameLeaf(shown, undefined) && (isDefault(type, path, asked) ||",
    replace: "sameLeaf(shown, undefined) && (false ||",
    spec: "integration/provider/lifecycle/empty-responses",
    tests: "empty-responses",
  },
  {
    broken: "what the service may keep without showing it is drift",
    file: "provider/model/comparison.ts",
    find: '?.["x-may-stay-hidden"] === true;',
    replace: '?.["x-may-stay-hidden"] === false;',
    spec: "integration/provider/lifecycle/consent",
    tests: "unshown-field",
  },
  {
    broken: "a field that the program doesn't state is drift",
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
    broken: "a LIST alone counts as the truth of what is gone",
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
    broken: "a refresh of many is a request each",
    file: "provider/sinch/reads.ts",
    find: "const all = parents || ids.length > 1 || soonAfter ? await list() : undefined;",
    replace: "const all = new Map<string, Wire>();",
    spec: "integration/provider/sinch/reads",
    tests: "one-list",
  },
  {
    broken: "another app's answer is taken",
    file: "provider/sinch/collection.ts",
    find: "if (id === undefined || resource.id === id) return resource;",
    replace: "if (id === undefined || resource.id) return resource;",
    spec: "integration/provider/sinch/collection",
    tests: "other-app",
  },
];
