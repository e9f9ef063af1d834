import assert from "node:assert/strict";
import { cp, writeFile } from "node:fs/promises";
import path from "node:path";
import { type Fake, startFake } from "../../../fake";
import { packageVersion } from "../../../provider/base/version";
import { CHECKOUT } from "../../support/checkout";
import { useEngine } from "../../support/engine";
import { Program } from "../../support/program";
import { fakeEnvironment } from "../../support/stack";

// The plugin as the build bundles it, found in the ways that a user has.

const FOLDER = path.join(CHECKOUT, "dist/plugin");
const EXECUTABLE = path.join(FOLDER, "pulumi-resource-sinch");

describe("dist/plugin: the bundled plugin @plugin-package", function () {
  this.timeout(90_000);
  const engine = useEngine();
  let fake: Fake;
  let program: Program;

  beforeEach(async () => {
    fake = await startFake();
    program = await Program.create(engine(), fakeEnvironment(fake));
  });
  afterEach(async () => {
    await fake?.close();
    await program?.remove();
  });

  const works = (...args: string[]): Promise<string> => program.works(...args);

  it("gives its schema, and installs from its folder as from an archive of it", async () => {
    const read = async (source: string): Promise<{ name: string; version: string }> =>
      JSON.parse(await works("package", "get-schema", source));
    for (const source of [FOLDER, EXECUTABLE]) {
      const { name, version } = await read(source);
      assert.deepEqual([name, version], ["sinch", packageVersion]);
    }
    const archive = path.join(program.folder, "plugin.tgz");
    await program.run("tar", "-czf", archive, "-C", FOLDER, ".");
    for (const source of [FOLDER, archive]) {
      await works("plugin", "install", "resource", "sinch", packageVersion, "--file", source, "--reinstall");
      assert.equal((await read("sinch")).version, packageVersion);
    }
  });

  it("is found in node_modules by `plugins.providers.path`; debug messages, `--json` and the state hold no key and no secret @planted-secrets", async () => {
    await program.project(`
      const pulumi = require("@pulumi/pulumi");
      const { App, Provider } = require("pulumi-sinch-conversation/native");
      const provider = new Provider("eu", {
        region: "eu", keySecret: "key-secret-1", timeoutSeconds: 60, projects: { p: { keyId: "k", keySecret: "CANARY-of-projects" } },
      });
      new App("app", {
        displayName: "App",
        channelCredentials: [{
          channel: "SMS", staticBearer: { claimedIdentity: "plan", token: "CANARY-token" }, callbackSecret: pulumi.secret("CANARY-callback"),
        }],
        callbackSettings: { secretForOverriddenCallbackUrls: "CANARY-setting" },
      }, { provider });
      new App("default", { displayName: pulumi.secret("CANARY-name"), channelCredentials: [] });
    `);
    const plugins =
      "plugins:\n  providers:\n    - name: sinch\n      path: node_modules/pulumi-sinch-conversation/dist/plugin\n";
    await program.write("Pulumi.yaml", `name: program\nruntime: nodejs\n${plugins}`);
    await works("stack", "init", "dev");
    const up = await program.pulumi("up", "--yes", "--skip-preview", "--json", "--debug");
    assert.equal(up.code, 0, up.output);
    const preview = await works("preview", "--json", "--expect-no-changes");
    assert.deepEqual(
      fake
        .records()
        .map(({ region, app }) => [region, app.display_name])
        .sort(),
      [
        ["eu", "App"],
        ["us", "CANARY-name"],
      ],
    );
    assert.match(up.output, /\[properties left out\]/);
    const kept = [...(await program.filesKept())].filter(([file]) => file.includes("backend"));
    for (const [what, text] of [["up", up.output], ["preview", preview], ...kept]) {
      assert.doesNotMatch(String(text), /CANARY|key-secret-1/, what);
    }
  });

  it("needs nothing beside its folder but Node.js, and says which", async () => {
    const folder = path.join(program.folder, "elsewhere");
    await cp(FOLDER, folder, { recursive: true });
    const executable = path.join(folder, "pulumi-resource-sinch");
    assert.equal(JSON.parse(await works("package", "get-schema", executable)).name, "sinch");
    const old = path.join(program.folder, "old.cjs");
    await writeFile(old, 'Object.defineProperty(process, "versions", { value: { node: "22.11.0" } });');
    const { code, output } = await program.run(process.execPath, "--require", old, executable);
    assert.equal(code, 1);
    assert.match(output, /^pulumi-resource-sinch: needs Node\.js 22\.12 or newer, and the first node on PATH is v\d/);
  });
});
