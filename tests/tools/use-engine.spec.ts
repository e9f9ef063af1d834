import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { useSandbox } from "./sandbox";

describe("tests that need an engine", () => {
  const sandbox = useSandbox();
  const root = join(__dirname, "../..");

  /** Runs mocha with this project's reporter over two suites that need an engine and one that doesn't. */
  async function run(env: NodeJS.ProcessEnv, ...flags: string[]): Promise<{ code: number | null; stdout: string }> {
    const spec = join(sandbox().root, "a.spec.ts");
    writeFileSync(
      spec,
      `const { useEngine } = require(${JSON.stringify(join(root, "tests/support/engine"))});
       const { usePythonSdk } = require(${JSON.stringify(join(root, "tests/support/python-sdk"))});
       describe("a", () => {
         const engine = useEngine();
         it("has one", () => engine().root);
         describe("within", () => it("has it too", () => engine().root));
       });
       describe("b", () => { const engine = useEngine(); it("has the same", () => engine().root); });
       describe("c", () => { usePythonSdk(); it("drives it", () => {}); it("twice", () => {}); });
       it("needs none", () => {});`,
    );
    const reporter = join(root, "tests/support/reporter.cjs");
    const args = [
      join(root, "node_modules/mocha/bin/mocha.js"),
      "--no-config",
      "--require",
      "tsx",
      "--reporter",
      reporter,
      ...flags,
      spec,
    ];
    const child = spawn(process.execPath, args, {
      env: { ...sandbox().env, PULUMI_SINCH_ENGINE: "path,pulumi-cache,built", ...env },
      cwd: root,
    });
    let stdout = "";
    child.stdout.on("data", (chunk) => (stdout += chunk));
    return new Promise((resolve) => child.on("close", (code) => resolve({ code, stdout })));
  }

  it("share the same one", async () => {
    sandbox().go();
    const { code, stdout } = await run({});
    assert.equal(code, 0, stdout);
    assert.match(stdout, /\n4 passed, 0 failed, 2 skipped\n$/);
    assert.equal(sandbox().builds(), 2);
  });

  it("are skipped if there is none, with a prominent note just before the last line of `npm test`", async () => {
    const { code, stdout } = await run({}, "--parallel", "--jobs", "2");
    assert.equal(code, 0);
    const engine = /3 ENGINE TESTS WERE SKIPPED: no Pulumi engine .*\n[^!]*Install the Pulumi CLI.*\n!+\n\n/;
    const python = /!+\n2 PYTHON TESTS WERE SKIPPED: no python3 on the PATH\n!+\n\n/;
    assert.match(stdout, new RegExp(`${engine.source}${python.source}1 passed, 0 failed, 5 skipped\n$`));
  });

  it("fail if there is none and CI is true", async () => {
    const { code, stdout } = await run({ CI: "true" });
    assert.notEqual(code, 0);
    assert.match(stdout, /\n1 passed, 2 failed, 2 skipped\n$/);
  });
});
