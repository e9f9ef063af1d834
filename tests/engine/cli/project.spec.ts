import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Pulumi } from "../../../cli/stack";
import { readProject } from "../../../cli/stack/project";

/** Forms that Pulumi 3.259.0 takes, each for a project "shop" with its program in "src/". */
const FORMS: readonly (readonly [what: string, file: string, content: string | Buffer])[] = [
  ["a plain file", "Pulumi.yaml", "name: shop\nruntime: nodejs\nmain: src/\n"],
  ["the other ending", "Pulumi.yml", "name: shop\nmain: src/\n"],
  ["JSON", "Pulumi.json", '{\n\t"name": "shop",\n\t"main": "src/"\n}'],
  ["JSON behind a byte-order mark", "Pulumi.json", '\uFEFF{"name":"shop","main":"src/"}'],
  ["JSON in a YAML file", "Pulumi.yaml", '{"name":"shop","main":"src/"}'],
  ["a byte-order mark", "Pulumi.yaml", "\uFEFFname: shop\nmain: src/\n"],
  ["UTF-16", "Pulumi.yaml", Buffer.from("\uFEFFname: shop\nmain: src/\n", "utf16le")],
  ["UTF-16 the other way round", "Pulumi.yaml", Buffer.from("\uFEFFname: shop\nmain: src/\n", "utf16le").swap16()],
  ["quoted keys", "Pulumi.yaml", "\"name\": shop\n'main': src/\n"],
  ["quoted values", "Pulumi.yaml", "name: 'shop'\nmain: \"sr\\x63/\"\n"],
  ["flow style", "Pulumi.yaml", "{ main: src/, 'name': \"shop\", runtime: {name: nodejs} }"],
  ["flow style over lines", "Pulumi.yaml", "runtime: {\n  name: nodejs,\n}\nname: shop\nmain: src/\n"],
  ["anchors", "Pulumi.yaml", "description: &n shop\nauthor: &m src/\nname: *n\nmain: *m\n"],
  ["a merged map", "Pulumi.yaml", "own: &t { name: shop, main: src/ }\n<<: *t\n"],
  ["explicit keys and tags", "Pulumi.yaml", "? name\n: !!str shop\n!!str main: !own src/\n"],
  ["folded text", "Pulumi.yaml", "name: >-\n  shop\nmain: |-\n  src/\n"],
  ["comments", "Pulumi.yaml", "# name: other\nname: shop # here\nmain: src/ # there\n"],
  ["comments and blanks before it", "Pulumi.yaml", "\n# x\n\n  name: shop\n  main: src/\n"],
  ["line ends of Windows", "Pulumi.yaml", "name: shop\r\nmain: src/\r\n"],
  ["line ends of old Macs", "Pulumi.yaml", "name: shop\rmain: src/\r"],
  ["tabs", "Pulumi.yaml", "name:\tshop\nmain:\tsrc/\t\n"],
  ["more documents", "Pulumi.yaml", "%YAML 1.1\n---\nname: shop\nmain: src/\n---\nname: other\n...\n]["],
  [
    "what looks like it within a text",
    "Pulumi.yaml",
    "description: |\n  name: other\n\n  main: x\nname: shop\nmain: src/\n",
  ],
  ["keys of the same name deeper down", "Pulumi.yaml", "own:\n  name: other\n  main: x\nname: shop\nmain: src/\n"],
];

describe("a Pulumi project's file", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), "sinch-project-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const write = (file: string, content: string | Buffer): string => {
    const written = path.join(folder, file);
    mkdirSync(path.dirname(written), { recursive: true });
    writeFileSync(written, content);
    return written;
  };
  const nameFrom = (cwd = folder): string | undefined => new Pulumi({ cwd }).projectName();

  for (const [what, file, content] of FORMS) {
    it(`is read with ${what}`, () => {
      const { name, main, runtime = "nodejs" } = readProject(write(file, content));
      assert.deepEqual([name, main, runtime], ["shop", "src/", "nodejs"]);
      assert.equal(nameFrom(), "shop");
    });
  }

  it("says where the native plugin is", () => {
    const providers = "[{ name: aws, path: other }, { name: sinch, path: node_modules/x/dist/plugin }]";
    const file = write("Pulumi.yaml", `name: shop\nruntime: yaml\nplugins: { providers: ${providers} }\n`);
    assert.deepEqual(readProject(file), { name: "shop", runtime: "yaml", plugin: "node_modules/x/dist/plugin" });
    assert.equal(readProject(write("Pulumi.yaml", "name: shop\nplugins: [1]\n")).plugin, undefined);
  });

  it("is the nearest one, and of several that which Pulumi takes", () => {
    write("Pulumi.yml", "name: third");
    write("sub/deep/Pulumi.yaml/x", "a folder");
    assert.equal(nameFrom(path.join(folder, "sub/deep")), "third");
    write("Pulumi.yaml", "name: second");
    assert.equal(nameFrom(), "second");
    write("Pulumi.json", '{"name":"first"}');
    assert.equal(nameFrom(), "first");
    write("sub/Pulumi.yml", "name: nearer");
    assert.equal(nameFrom(path.join(folder, "sub/deep")), "nearer");
  });

  const wrong: [what: string, content: string, says: RegExp][] = [
    ["that is cut off", "name: shop\nmain: [\n", /can't be read: Flow sequence/],
    ["with a key twice", "name: shop\nname: other\n", /can't be read: Map keys must be unique$/],
    ["without a name", "runtime: nodejs\n", /has no project name$/],
    ["with a number for a name", "name: 123\n", /has no project name$/],
    ["that is empty", "", /has no project name$/],
    ["that holds no map", "- name: shop\n", /has no project name$/],
  ];
  for (const [what, content, says] of wrong) {
    it(`never passes for one without a project: one ${what} is named`, () => {
      const file = write("Pulumi.yaml", content);
      assert.throws(nameFrom, (error: Error) => error.message.startsWith(`${file} `) && says.test(error.message));
    });
  }

  it("isn't quoted where it can't be read", () => {
    write("Pulumi.yaml", "name: shop\nconfig:\n  token: canary\n  token: canary\n");
    assert.throws(nameFrom, (error: Error) => !/canary/.test(error.message));
  });
});
