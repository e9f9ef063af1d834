import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

interface Ending {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** What the stand-in for npm installs: one package, npm's record of it, and a `node` of that version. */
const npm = (node: string, { before = "", takes = 10 } = {}) => `
  const { appendFileSync, chmodSync, copyFileSync, mkdirSync, writeFileSync } = require("node:fs");
  appendFileSync("npm.log", process.argv.slice(2).join(" ") + "\\n");
  ${before}
  setTimeout(() => {
    mkdirSync("node_modules/.bin", { recursive: true });
    mkdirSync("node_modules/a", { recursive: true });
    writeFileSync("node_modules/.bin/node", "#!/bin/sh\\necho ${node}\\n");
    chmodSync("node_modules/.bin/node", 0o755);
    copyFileSync("package-lock.json", "node_modules/.package-lock.json");
    console.log("added 1 package");
  }, ${takes});
`;

describe("tools/setup.mjs", () => {
  let root = "";

  beforeEach("a clone", () => {
    root = mkdtempSync(join(tmpdir(), "setup-spec-"));
    mkdirSync(join(root, "tools"));
    cpSync(join(__dirname, "../../tools/setup.mjs"), join(root, "tools", "setup.mjs"));
    lock("1.0.0");
    writeFileSync(join(root, "npm-cli.js"), npm("v24.0.0"));
  });
  afterEach("remove the clone", () => rmSync(root, { recursive: true, force: true }));

  function lock(version: string): void {
    const own = { devDependencies: { a: "^1.0.0" } };
    const packages = { "": own, "node_modules/a": { version }, "node_modules/b": { version: "1.0.0", optional: true } };
    writeFileSync(join(root, "package.json"), JSON.stringify(own));
    writeFileSync(join(root, "package-lock.json"), JSON.stringify({ packages }));
  }

  function setup(more: NodeJS.ProcessEnv = {}): Promise<Ending> {
    const child = spawn(process.execPath, [join(root, "tools", "setup.mjs")], {
      env: { ...process.env, npm_execpath: join(root, "npm-cli.js"), npm_node_execpath: process.execPath, ...more },
    });
    const said = { stdout: "", stderr: "" };
    child.stdout.on("data", (chunk) => (said.stdout += chunk));
    child.stderr.on("data", (chunk) => (said.stderr += chunk));
    return new Promise((resolve) => child.on("close", (code) => resolve({ code, ...said })));
  }

  const installs = () => readFileSync(join(root, "npm.log"), "utf8").trim().split("\n");

  it("installs in an empty clone with the npm that runs it, and reports it on stderr only", async () => {
    const { code, stdout, stderr } = await setup();
    assert.deepEqual([code, stdout], [0, ""]);
    assert.equal(stderr, "setup: installing the npm packages (about a minute the first time)\nadded 1 package\n");
    assert.deepEqual(installs(), ["ci --include=dev --engine-strict=false --loglevel=error --no-audit --no-fund"]);
  });

  it("does nothing, silently, if everything is installed", async () => {
    await setup();
    assert.deepEqual(await setup(), { code: 0, stdout: "", stderr: "" });
    assert.equal(installs().length, 1);
  });

  const changes: [what: string, change: () => void][] = [
    ["package-lock.json asks for another version", () => lock("1.1.0")],
    ["a package is gone", () => rmSync(join(root, "node_modules/a"), { recursive: true })],
    [
      "package.json has a dependency more",
      () => writeFileSync(join(root, "package.json"), '{"dependencies":{"c":"1"}}'),
    ],
    ["npm never got to its end", () => rmSync(join(root, "node_modules/.package-lock.json"))],
  ];
  for (const [what, change] of changes) {
    it(`installs again if ${what}`, async () => {
      await setup();
      change();
      await setup();
      assert.equal(installs().length, 2);
    });
  }

  it("installs once for two concurrent runs; the second says that it waits", async () => {
    writeFileSync(join(root, "npm-cli.js"), npm("v24.0.0", { takes: 1000 }));
    const endings = await Promise.all([setup(), setup()]);
    assert.deepEqual(
      endings.map(({ code }) => code),
      [0, 0],
    );
    assert.equal(installs().length, 1);
    assert.equal(endings.filter(({ stderr }) => stderr.includes("waiting for it")).length, 1);
  });

  it("fails with a clear line if npm fails, and can be run again", async () => {
    writeFileSync(
      join(root, "npm-cli.js"),
      npm("v24.0.0", { before: 'console.error("npm error ENOTFOUND"); process.exit(7);' }),
    );
    const { code, stderr } = await setup();
    assert.equal(code, 1);
    assert.match(stderr, /npm error ENOTFOUND\nsetup: npm ci failed \(7\); npm says above why\. .*\n$/);
    writeFileSync(join(root, "npm-cli.js"), npm("v24.0.0"));
    assert.equal((await setup()).code, 0);
    assert.ok(existsSync(join(root, "node_modules/a")));
  });

  it("says what to do if scripts would run on a Node that is too old", async () => {
    writeFileSync(join(root, "npm-cli.js"), npm("v22.11.0"));
    const { code, stderr } = await setup();
    assert.equal(code, 1);
    assert.match(stderr, /setup: Node 22\.12 or newer is needed, and this is v22\.11\.0\..*npm rebuild node/s);
  });

  it("names what prevents Node from loading ES modules, before it installs anything", async () => {
    const flag = "--no-experimental-require-module";
    const { code, stderr } = await setup({ NODE_OPTIONS: `--no-warnings ${flag}` });
    assert.equal(code, 1);
    assert.match(
      stderr,
      new RegExp(`^setup: .* ES modules, which ${flag} keeps Node from loading\\. .*NODE_OPTIONS\\.\n$`),
    );
    assert.ok(!existsSync(join(root, "node_modules")));
  });

  it("accepts a new enough system Node if npm ignored install scripts", async () => {
    await setup();
    rmSync(join(root, "node_modules/.bin/node"));
    assert.deepEqual(await setup(), { code: 0, stdout: "", stderr: "" });
  });
});
