import assert from "node:assert/strict";
import { cp, mkdir, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import { type Fake, startFake } from "../../fake";
import { filesIn } from "../../tools/engine/folder";
import { useEngine } from "../support/engine";
import { Program } from "../support/program";
import { fakeEnvironment } from "../support/stack";

// The command line itself, with programs in folders, as users have them.

const checkout = path.join(__dirname, "../..");

describe("the command line", function () {
  this.timeout(90_000);
  const engine = useEngine();
  let fake: Fake;
  let program: Program;
  let folder: string;
  let cwd: string;
  const works = (...args: string[]): Promise<string> => program.works(...args);

  beforeEach(async () => {
    fake = await startFake();
    program = await Program.create(engine(), fakeEnvironment(fake));
    ({ folder, cwd } = program);
  });
  afterEach(async () => {
    await fake?.close();
    await program?.remove();
  });

  const stored = async (): Promise<{ inputs: Record<string, unknown>; outputs: Record<string, unknown> }[]> => {
    const { deployment } = JSON.parse(await works("stack", "export"));
    return deployment.resources.filter(({ type }: { type: string }) => type.startsWith("pulumi-nodejs:dynamic/"));
  };

  it("provisions the quickstart from the root of the checkout", async () => {
    // Not in the checkout itself, where the engine would write the stack's configuration.
    await cp(path.join(checkout, "Pulumi.yaml"), path.join(cwd, "Pulumi.yaml"));
    for (const name of ["examples", "node_modules", "package.json"]) {
      await symlink(path.join(checkout, name), path.join(cwd, name));
    }
    await works("stack", "init", "dev");
    await works("config", "set", "smsServicePlanId", "plan");
    await works("config", "set", "--secret", "smsToken", "CANARY-token");
    const up = await works("up", "--yes", "--skip-preview");
    assert.match(up, /appId: "[0-9A-Z]{26}"/);
    assert.doesNotMatch(up, /CANARY/);
    assert.deepEqual(
      fake.apps().map(({ display_name }) => display_name),
      ["Support"],
    );
    await works("destroy", "--yes", "--skip-preview");
    assert.deepEqual(fake.apps(), []);
  });

  it("keeps the same short provider text in every app, secrets secret that a transform brings in, and none in what it prints @short-provider-text @detailed-diff @transforms", async () => {
    const script = (name: string): string => `
      const { App } = require("pulumi-sinch-conversation");
      const sms = { channel: "SMS", staticBearer: { claimedIdentity: "plan", token: "CANARY-token" } };
      const settings = { secretForOverriddenCallbackUrls: "CANARY-callback" };
      const transform = ({ props, opts }) => ({ props: { ...props, channelCredentials: [sms], callbackSettings: settings }, opts });
      new App("transformed", { displayName: "Transformed", channelCredentials: [] }, { transforms: [transform] });
      new App("app", { displayName: ${JSON.stringify(name)}, channelCredentials: [sms] });
    `;
    await program.project(script("Support"));
    await works("stack", "init", "dev");
    const up = await works("up", "--yes", "--skip-preview", "--diff");
    assert.match(JSON.stringify(fake.apps()), /CANARY-token.*CANARY-callback|CANARY-callback.*CANARY-token/);
    const texts = (await stored()).flatMap(({ inputs, outputs }) => [inputs.__provider, outputs.__provider]);
    assert.equal(texts.length, 4);
    assert.equal(new Set(texts).size, 1);
    assert.ok(String(texts[0]).length < 100, String(texts[0]));

    await program.write("index.js", script("Help"));
    const json = await works("preview", "--json");
    const step = JSON.parse(json).steps.find(({ urn }: { urn: string }) => urn.endsWith("::app"));
    assert.equal(step.op, "update");
    assert.deepEqual(step.detailedDiff, { displayName: { kind: "update", inputDiff: true } });

    const kept = [...(await filesIn(path.join(folder, "backend"))).values()];
    assert.doesNotMatch(up + json + kept.join(""), /CANARY/);
  });

  it("runs in an ES module", async () => {
    await program.project(`
      import { App } from "pulumi-sinch-conversation";
      new App("app", { displayName: "App", channelCredentials: [] });
    `);
    await program.write("package.json", '{"main":"index.js","type":"module"}');
    await works("stack", "init", "dev");
    await works("up", "--yes", "--skip-preview");
    assert.equal(fake.apps().length, 1);
  });

  it("uses a new version of the package at once on apps that an older one made, refresh and destroy included @new-version", async () => {
    const script =
      'const { App } = require("pulumi-sinch-conversation");\nnew App("app", { displayName: "App", channelCredentials: [] });';
    await program.project(script);
    await works("stack", "init", "dev");
    await works("up", "--yes", "--skip-preview");

    // The new version: the same files under another version number, in a node_modules of its own.
    await rm(path.join(cwd, "node_modules"));
    const modules = path.join(cwd, "node_modules");
    await mkdir(modules);
    for (const name of await readdir(path.join(checkout, "node_modules"))) {
      if (name !== "pulumi-sinch-conversation" && name !== ".bin") {
        await symlink(path.join(checkout, "node_modules", name), path.join(modules, name));
      }
    }
    const newer = path.join(modules, "pulumi-sinch-conversation");
    await mkdir(newer);
    await cp(path.join(checkout, "dist"), path.join(newer, "dist"), { recursive: true });
    const packageJson = JSON.parse(await readFile(path.join(checkout, "package.json"), "utf8"));
    await writeFile(path.join(newer, "package.json"), JSON.stringify({ ...packageJson, version: "99.0.0" }));
    const marker = path.join(folder, "calls");
    const adapter = path.join(newer, "dist/provider/hosts/dynamic/app.js");
    const wrapped = `
      for (const name of ["check", "diff", "read", "delete"]) {
        const method = exports[name];
        exports[name] = (...args) => (require("fs").appendFileSync(${JSON.stringify(marker)}, name + "\\n"), method(...args));
      }`;
    await writeFile(adapter, (await readFile(adapter, "utf8")) + wrapped);

    for (const operation of ["refresh", "up", "destroy"]) await works(operation, "--yes", "--skip-preview");
    assert.deepEqual(
      new Set((await readFile(marker, "utf8")).trim().split("\n")),
      new Set(["read", "check", "diff", "delete"]),
    );
    assert.deepEqual(fake.apps(), []);
  });

  it("says which package is missing where the program's folder can't find this one", async () => {
    await program.project(`
      const { App } = require(${JSON.stringify(checkout)});
      new App("app", { displayName: "App", channelCredentials: [] });
    `);
    await rm(path.join(cwd, "node_modules"));
    await mkdir(path.join(cwd, "node_modules"));
    await symlink(path.join(checkout, "node_modules/@pulumi"), path.join(cwd, "node_modules/@pulumi"));
    await works("stack", "init", "dev");
    const { output, code } = await program.pulumi("up", "--yes", "--skip-preview");
    assert.notEqual(code, 0);
    assert.match(output, /pulumi-sinch-conversation can't be found from .*npm install pulumi-sinch-conversation/);
  });
});
