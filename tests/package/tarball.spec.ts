import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { list } from "tar";
import { checkout, pack, tool, typeErrors, unpack } from "./tarball";

describe("the package that is published", function () {
  this.timeout(60_000);
  let folder: string;
  let file: string;
  const names: string[] = [];
  const contents: string[] = [];

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "sinch-pack-"));
    file = await pack(folder);
    await list({
      file,
      onReadEntry: (entry) => {
        names.push(entry.path.replace("package/", ""));
        entry.on("data", (data) => contents.push(data.toString()));
      },
    });
  });
  after(() => rm(folder, { recursive: true, force: true }));

  it("holds what is needed and nothing else", () => {
    const allowed =
      /^(package\.json|README\.md|LICENSE|dist\/(provider|sdk|fake|cli|policy)\/.*(\.js|\.d\.ts|\.json)|policy\/(PulumiPolicy\.yaml|package\.json|sinch-apps-policy))$/;
    assert.deepEqual(
      names.filter((name) => !allowed.test(name)),
      [],
    );
    for (const name of [
      "LICENSE",
      "README.md",
      "dist/sdk/index.js",
      "dist/sdk/index.d.ts",
      "dist/provider/app.schema.json",
      "policy/PulumiPolicy.yaml",
      "policy/package.json",
    ]) {
      assert.ok(names.includes(name), name);
    }
  });

  it("has each file that package.json names", async () => {
    const { exports, bin, main, types } = JSON.parse(await readFile(path.join(checkout, "package.json"), "utf8"));
    const named =
      JSON.stringify([exports, bin, main, types]).match(/(?<=")(?:\.\/)?(?:dist\/|policy\/|package\.json)[^"]*/g) ?? [];
    assert.ok(named.length > 8);
    assert.deepEqual(
      named.map((name) => name.replace("./", "")).filter((name) => !names.includes(name)),
      [],
    );
  });

  it("tells nothing of the machine that it was made on", () => {
    assert.ok(contents.join("").length > 100_000);
    assert.ok(!contents.join("").includes(checkout));
  });

  it("runs no script at its installation", async () => {
    const { scripts } = JSON.parse(await readFile(path.join(checkout, "package.json"), "utf8"));
    assert.deepEqual(
      Object.keys(scripts).filter((name) => /^(pre|post)?(install|prepare|uninstall)$/.test(name)),
      [],
    );
  });

  it("is found right by TypeScript and Node.js, by `publint` and `attw`", async () => {
    assert.doesNotMatch(await tool("publint", file, "--strict"), /Errors|Warnings/);
    assert.match(await tool("attw", file, "--no-color", "--format", "ascii"), /No problems found/);
  });

  // `attw` asks whether an entry resolves to types, not to which: `policy/package.json` comes before `typesVersions`.
  it("has its exports' types at every entry, however TypeScript resolves modules", async () => {
    await unpack(file, folder);
    const program = path.join(folder, "program.ts");
    await writeFile(program, PROGRAM);
    for (const [moduleResolution, module] of [
      ["node10", "commonjs"],
      ["node16", "node16"],
      ["bundler", "esnext"],
    ] as const) {
      assert.equal(await typeErrors(program, { moduleResolution, module }), "", moduleResolution);
    }
  });
});

const PROGRAM = `
import { PolicyPack } from "@pulumi/policy";
import { App } from "pulumi-sinch-conversation";
import { startFake } from "pulumi-sinch-conversation/fake";
import { allowedRegions, policyOf, protection, retentionLimit } from "pulumi-sinch-conversation/policy";
import * as provider from "pulumi-sinch-conversation/provider";

const own = policyOf<object>({
  name: "acme-no-mms",
  description: "MMS isn't in our contract.",
  enforcementLevel: "mandatory",
  configuration: {},
  check(app, { report }) {
    if (app.channelCredentials.some(({ channel }) => channel === "MMS"))
      report({ property: "channelCredentials", is: "has MMS", limit: "it isn't allowed", key: "exceptApps" });
  },
});
new PolicyPack("acme", { policies: [own, allowedRegions, protection, { ...retentionLimit, enforcementLevel: "advisory" }] });
export { App, provider, startFake };
// @ts-expect-error: it is a policy, not just anything
export const wrong: number = allowedRegions;
`;
