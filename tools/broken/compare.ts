import type { Variant } from "./variant";

const ROWS = "unit/cli/compare/rows";

export const compare: readonly Variant[] = [
  {
    broken: "compare shows the values of secrets",
    file: "cli/compare/fields.ts",
    find: "if (present.some(({ isSecret }) => isSecret(path))) {",
    replace: "if (present.length === 0) {",
    spec: ROWS,
    tests: "compare-secrets",
  },
  {
    broken: "compare counts what differs by design",
    file: "cli/compare/fields.ts",
    find: '.find((own) => own !== undefined) ?? "different"',
    replace: '.find(() => false) ?? "different"',
    spec: ROWS,
    tests: "compare-stacks",
  },
  {
    broken: "a name is HTML in a report",
    file: "cli/report/html/template.ts",
    find: "safe(value) : value",
    replace: "Object.assign(new String(value), { isEscaped: true }) : value",
    spec: "integration/cli/html/page",
    tests: "html-report",
  },
];
