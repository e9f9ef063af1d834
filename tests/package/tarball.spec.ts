import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { list } from "tar";
import { checkout, pack, tool } from "./tarball";

describe("the published package @published-package", function () {
  this.timeout(60_000);
  let folder: string;
  let file: string;
  const names: string[] = [];
  const contents: string[] = [];
  let executable = 0;

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "sinch-pack-"));
    file = await pack(folder);
    await list({
      file,
      onReadEntry: (entry) => {
        names.push(entry.path.replace("package/", ""));
        if (entry.path.endsWith("/pulumi-resource-sinch")) executable = entry.mode ?? 0;
        entry.on("data", (data) => contents.push(data.toString()));
      },
    });
  });
  after(() => rm(folder, { recursive: true, force: true }));

  it("contains what is needed and nothing else", () => {
    const allowed =
      /^(package\.json|[A-Z]+\.md|LICENSE|docs\/[\w-]+\.md|docs\/pictures\/\w+\.svg|(examples|template)\/.*(\.(ts|json|yaml|yml|sh|py|go|mod|txt)|README\.md)|dist\/(provider|sdk|fake|cli|policy)\/.*(\.js|\.d\.ts|\.json)|dist\/plugin\/(main\.js|\w+\.validator\.js|LICENSES\.txt|pulumi-resource-(sinch(\.cmd)?)?)|cli\/(sinch-apps|(compare|drift)\/report\.schema\.json)|policy\/(PulumiPolicy\.yaml|package\.json|sinch-apps-policy))$/;
    assert.deepEqual(
      names.filter((name) => !allowed.test(name) || name.startsWith("dist/provider/hosts/plugin/")),
      [],
    );
    for (const name of [
      "LICENSE",
      "README.md",
      "dist/sdk/index.js",
      "dist/sdk/index.d.ts",
      "dist/provider/resources/app/app.schema.json",
      "dist/provider/resources/app/app.validator.js",
      "dist/plugin/app.validator.js",
      "dist/plugin/pulumi-resource-sinch.cmd",
      "policy/PulumiPolicy.yaml",
      "policy/package.json",
    ]) {
      assert.ok(names.includes(name), name);
    }
  });

  it("contains each file that its pages link to, except tests", async () => {
    const missing = names
      .filter((name) => name.endsWith(".md"))
      .flatMap((page) => {
        const text = readFileSync(path.join(checkout, page), "utf8");
        const targets = [...text.matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, target = ""]) => target);
        return targets.map((target) => [page, path.posix.join(path.posix.dirname(page), target)] as const);
      })
      .filter(
        ([, target]) =>
          !target.startsWith("tests/") && !names.some((name) => name === target || name.startsWith(`${target}/`)),
      );
    assert.deepEqual(missing, []);
  });

  it("contains each file that package.json names", async () => {
    const { exports, bin, main, types } = JSON.parse(await readFile(path.join(checkout, "package.json"), "utf8"));
    const named =
      JSON.stringify([exports, bin, main, types]).match(
        /(?<=")(?:\.\/)?(?:dist\/|cli\/|policy\/|package\.json)[^"]*/g,
      ) ?? [];
    assert.ok(named.length > 8);
    for (const command of Object.values<string>(bin))
      assert.doesNotMatch(command, /^dist/, "npm links none that isn't built");
    assert.deepEqual(
      named.map((name) => name.replace("./", "")).filter((name) => !names.includes(name)),
      [],
    );
  });

  it("reveals nothing about the machine that built it", () => {
    assert.ok(contents.join("").length > 100_000);
    assert.ok(!contents.join("").includes(checkout));
  });

  it("contains the native plugin as a self-contained executable", () => {
    assert.equal(executable & 0o111, 0o111);
    const plugin = contents.join("");
    assert.match(plugin, /The file main\.js contains these packages\.[\s\S]*@grpc\/grpc-js [\s\S]*got \d/);
  });

  it("runs no script on installation", async () => {
    const { scripts } = JSON.parse(await readFile(path.join(checkout, "package.json"), "utf8"));
    assert.deepEqual(
      Object.keys(scripts).filter((name) => /^(pre|post)?(install|prepare|uninstall)$/.test(name)),
      [],
    );
  });

  it("is resolved correctly by TypeScript and Node.js, according to `publint` and `attw`", async () => {
    assert.doesNotMatch(await tool("publint", file, "--strict"), /Errors|Warnings/);
    assert.match(await tool("attw", file, "--no-color", "--format", "ascii"), /No problems found/);
  });
});
