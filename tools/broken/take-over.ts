import type { Variant } from "./variant";

/** An adopted app stays unchanged, and so does what a user has set. */
export const takeOver: readonly Variant[] = [
  {
    broken: "an import overwrites a secret that is already set",
    file: "cli/import/secrets.ts",
    find: "=> Object.hasOwn(configured, ",
    replace: "=> false && Object.hasOwn(configured, ",
    spec: "unit/cli/import/report",
    tests: "import-secrets-kept",
  },
  {
    broken: "an import forgets the secrets that the program needed before",
    file: "cli/import/secrets.ts",
    find: "const lacking = [...before, ...added]",
    replace: "const lacking = [...added]",
    spec: "unit/cli/import/report",
    tests: "import-secrets-before",
  },
  {
    broken: "an import writes outside the project",
    file: "cli/import/out-file.ts",
    find: "/^\\.\\.([\\\\/]|$)/.test(within)",
    replace: "within === undefined",
    spec: "unit/cli/import/out-file",
    tests: "import-outside",
  },
  {
    broken: "an import takes a mask for a secret",
    file: "cli/import/declare.ts",
    find: "isHidden(appType, joinPath(path), value) ? undefined : value",
    replace: "value",
    spec: "integration/cli/import",
    tests: "import-hidden-secrets",
  },
  {
    broken: "a name reverses the direction of a line",
    file: "provider/base/printable.ts",
    find: "\\u202a-\\u202e",
    replace: "\\u202a",
    spec: "unit/provider/base/printable",
    tests: "printed-names",
  },
];
