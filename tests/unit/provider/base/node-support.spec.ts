import assert from "node:assert/strict";
import { nodeProblem } from "../../../../provider/base/node-support";

describe("nodeProblem", () => {
  type Row = { version?: string; requires?: boolean; options?: string; argv?: string[] };
  const problem = ({ version = "24.1.0", requires = false, options, argv = [] }: Row): string => {
    const features = { ...process.features, require_module: requires };
    const env = options === undefined ? {} : { NODE_OPTIONS: options };
    const found = nodeProblem({ features, versions: { ...process.versions, node: version }, env, execArgv: argv });
    return found ? `${found.message}. ${found.hint}` : "";
  };
  const NAMED = (flag: string): RegExp =>
    new RegExp(`^Node\\.js runs with ${flag}, which .*\\. Take ${flag} out of NODE_OPTIONS$`);
  const rows: [what: string, row: Row, says: RegExp][] = [
    ["nothing if ES modules can be loaded", { requires: true, options: "--no-require-module" }, /^$/],
    ["an old Node.js", { version: "22.11.0" }, /^Node\.js 22\.11\.0 is too old\. Install Node\.js 22\.12 or newer$/],
    ["an older one", { version: "20.18.3" }, /is too old/],
    ["the flag", { options: "--no-experimental-require-module" }, NAMED("--no-experimental-require-module")],
    ["its short form", { options: "--no-require-module" }, NAMED("--no-require-module")],
    [
      "one among others",
      { version: "22.12.0", options: ' --max-old-space-size=99  "--no_require_module"' },
      NAMED("--no_require_module"),
    ],
    ["one of the command line", { argv: ["--no-require-module"] }, /--no-require-module, .*\. Run it without that$/],
    ["one that comes from elsewhere", {}, /^Node\.js runs with --no-experimental-require-module, /],
  ];
  for (const [what, row, says] of rows) it(`names ${what}`, () => assert.match(problem(row), says));
});
