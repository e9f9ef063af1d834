import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { openOut, writeOut } from "../../../../cli/import/out-file";
import { programOf } from "../../../../cli/import/program";

describe("openOut", () => {
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

  const rows: [out: string, specifier: string][] = [
    ["sinch-apps.ts", "./sinch-apps"],
    ["sub/apps.ts", "./sub/apps"],
    [".apps/my.apps.ts", "./.apps/my.apps"],
  ];
  for (const [out, specifier] of rows) {
    it(`is imported as ${specifier} if it is ${out} @import-next`, () => {
      write({ "sub/x": "", ".apps/x": "" });
      assert.equal(open(out).specifier, specifier);
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
    it(`refuses one ${what} @import-bad-input @import-outside`, () => {
      write({ "folder.ts/x": "", "theirs.ts": "export const a = 1;\n" });
      symlinkSync(root, path.join(project, "link"));
      assert.throws(() => open(out), { name: "CliError", message });
    });
  }

  it("accepts a path in the project seen from a subfolder, and through a link", () => {
    write({ "sub/x": "" });
    assert.equal(open("apps.ts", path.join(project, "sub")).path, path.join(project, "sub/apps.ts"));
    symlinkSync(project, path.join(root, "link"));
    const { specifier } = openOut("apps.ts", path.join(root, "link"), path.join(root, "link/Pulumi.yaml"));
    assert.equal(specifier, "./apps");
  });

  it("is read again, and left whole if it can't be written", () => {
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
