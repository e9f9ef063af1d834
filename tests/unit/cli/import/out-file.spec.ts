import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { openOut, writeOut } from "../../../../cli/import/out-file";
import { programOf } from "../../../../cli/import/program";

describe("the file that an import writes", () => {
  let root: string;
  let project: string;
  beforeEach(() => {
    root = mkdtempSync(path.join(tmpdir(), "sinch-import-"));
    project = path.join(root, "project");
    write({ "Pulumi.yaml": "name: project\nruntime: nodejs\n" });
  });
  afterEach(() => rmSync(root, { recursive: true }));

  const write = (files: Record<string, string>): void => {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(path.dirname(path.join(project, name)), { recursive: true });
      writeFileSync(path.join(project, name), text);
    }
  };
  const open = (out = "sinch-apps.ts", cwd = project) => openOut(out, cwd, path.join(project, "Pulumi.yaml"));
  /** What is to be put into which file, or nothing. */
  const told = (out?: string): string => {
    const { toImport } = open(out);
    return toImport ? `${toImport.into}: ${toImport.line}` : "";
  };

  const esm = { "package.json": '{ "type": "module" }' };
  const rows: [what: string, files: Record<string, string>, out: string, told: string][] = [
    ["index.ts, where nothing says otherwise", {}, "sinch-apps.ts", 'index.ts: import "./sinch-apps";'],
    ["a file in a folder", { "sub/x": "" }, "sub/apps.ts", 'index.ts: import "./sub/apps";'],
    ["a hidden folder", { ".apps/x": "" }, ".apps/apps.ts", 'index.ts: import "./.apps/apps";'],
    ["an ES module", esm, "sinch-apps.ts", 'index.ts: import "./sinch-apps.js";'],
    ["an ES module with a folder", { ...esm, "sub/x": "" }, "sub/apps.ts", 'index.ts: import "./sub/apps.js";'],
    [
      "the main file of package.json",
      { "package.json": '{ "main": "src/main.ts" }', "src/main.ts": "" },
      "sinch-apps.ts",
      'src/main.ts: import "../sinch-apps";',
    ],
    [
      "the source of what a compiler writes",
      { "package.json": '{ "main": "bin/index.js" }', "index.ts": "", "bin/index.js": "" },
      "sinch-apps.ts",
      'index.ts: import "./sinch-apps";',
    ],
    [
      "the main folder of Pulumi.yaml",
      { "Pulumi.yaml": 'name: project\nmain: "infra/"  # here\n', "infra/index.ts": "" },
      "infra/apps.ts",
      'infra/index.ts: import "./apps";',
    ],
    [
      "the package of that folder",
      {
        "Pulumi.yaml": "main: infra\n",
        "infra/package.json": '{ "type": "module", "main": "main.ts" }',
        "infra/main.ts": "",
      },
      "sinch-apps.ts",
      'infra/main.ts: import "../sinch-apps.js";',
    ],
    [
      "a program in JavaScript",
      { "package.json": '{ "main": "index.js" }', "index.js": "" },
      "sinch-apps.ts",
      'index.js: require("./sinch-apps");',
    ],
    ["a package.json that can't be read", { "package.json": "{" }, "sinch-apps.ts", 'index.ts: import "./sinch-apps";'],
    ["a program that is the file itself", {}, "index.ts", ""],
    ["one that imports it", { "index.ts": 'import "./sinch-apps";\n' }, "sinch-apps.ts", ""],
    ["one that imports it by its name", { "index.ts": 'import * as a from "./sinch-apps.js";' }, "sinch-apps.ts", ""],
    ["one that exports it", { "index.ts": "export {\n  a,\n} from './sub/apps';", "sub/x": "" }, "sub/apps.ts", ""],
    ["one that requires it", { "index.ts": 'const a = require("./sinch-apps");' }, "sinch-apps.ts", ""],
    [
      "one that imports it by way of another file",
      { "index.ts": 'import "./all";\n', "all/index.ts": 'import "../index";\nimport "../sinch-apps";' },
      "sinch-apps.ts",
      "",
    ],
    [
      "one that imports it in a comment",
      { "index.ts": '// import "./sinch-apps";\n/* import "./sinch-apps"; */\nimport "./other";' },
      "sinch-apps.ts",
      'index.ts: import "./sinch-apps";',
    ],
  ];
  for (const [what, files, out, expected] of rows) {
    it(`is imported as it must be by ${what}`, () => {
      write(files);
      assert.equal(told(out), expected);
    });
  }

  const wrong: [what: string, out: string, message: RegExp][] = [
    ["outside of the project", "../apps.ts", /^--out: .*\/apps\.ts is outside of the Pulumi project in .*\/project$/],
    ["outside of it, by a link", "link/apps.ts", /^--out: .*link\/apps\.ts is outside of the Pulumi project/],
    ["that isn't TypeScript", "apps.py", /^--out: .*apps\.py isn't a TypeScript file$/],
    ["that only declares types", "apps.d.ts", /isn't a TypeScript file$/],
    ["without an ending", "apps", /isn't a TypeScript file$/],
    ["that is empty", "", /isn't a TypeScript file$/],
    ["in a folder that isn't there", "nowhere/apps.ts", /^--out: there is no folder .*nowhere$/],
    ["that is a folder", "folder.ts", /^--out: .*folder\.ts can't be read \(EISDIR\)$/],
    [
      "that somebody else wrote",
      "theirs.ts",
      /theirs\.ts exists and isn't a program that this command wrote, so nothing/,
    ],
  ];
  for (const [what, out, message] of wrong) {
    it(`isn't one ${what}`, () => {
      write({ "folder.ts/x": "", "theirs.ts": "export const a = 1;\n" });
      symlinkSync(root, path.join(project, "link"));
      assert.throws(() => open(out), { name: "CliError", message });
    });
  }

  it("can be named from a folder within the project, and by a link to it", () => {
    write({ "sub/x": "" });
    assert.equal(open("apps.ts", path.join(project, "sub")).path, path.join(project, "sub/apps.ts"));
    symlinkSync(project, path.join(root, "link"));
    const { toImport } = openOut("apps.ts", path.join(root, "link"), path.join(root, "link/Pulumi.yaml"));
    assert.equal(toImport?.line, 'import "./apps";');
  });

  it("is read again, and left whole where it can't be written", () => {
    const { path: file } = open();
    writeOut(file, programOf([{ name: "a", id: "1", fields: { displayName: "A" }, keyOf: () => "" }]));
    assert.deepEqual([...(open().before?.adopted ?? [])], [["1", "a"]]);
    write({ "folder.ts/x": "" });
    assert.throws(
      () => writeOut(path.join(project, "folder.ts"), "x"),
      /--out: .*folder\.ts can't be written \(EISDIR\)/,
    );
    assert.deepEqual(readdirSync(project).sort(), ["Pulumi.yaml", "folder.ts", "sinch-apps.ts"]);
  });
});
