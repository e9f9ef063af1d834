import assert from "node:assert/strict";
import path from "node:path";
import { CHECKOUT } from "../../support/checkout";
import { type Ended, start } from "../../support/command";

// What the command does on a terminal, with one of a given width in place of the standard error.

const CLI = path.join(CHECKOUT, "dist/cli");

/** Runs a script that has the built command's parts at hand. */
function run(script: string, { input = "", columns = 80 } = {}): Promise<Ended> {
  const moves = ["clearLine", "cursorTo", "moveCursor"].map(
    (name) => `${name}: (...to) => require("node:readline").${name}(process.stderr, ...to)`,
  );
  const terminal = `Object.assign(process.stderr, { isTTY: true, columns: ${columns}, ${moves} });`;
  const { CI: _, ...env }: NodeJS.ProcessEnv = { ...process.env, TERM: "xterm" };
  const parts = `const { confirmed } = require("./promote/apply/ask.js"); const { withProgress } = require("./terminal");`;
  return start(process.execPath, ["-e", `${terminal}${parts}${script}`], { cwd: CLI, env, input }).ended;
}

describe("sinch-apps on a terminal", () => {
  const ask = 'confirmed("Apply?").then((yes) => { console.log(yes); process.exitCode = yes ? 0 : 1; })';
  const answers: [what: string, input: string, yes: boolean][] = [
    ["yes", "yes\n", true],
    ["y", "y\n", false],
    ["YES", "YES\n", false],
    ["an empty line", "\n", false],
    ["the end of the input", "", false],
    ["Ctrl-C", "\u0003", false],
    ["Ctrl-D", "\u0004", false],
  ];
  for (const [what, input, yes] of answers) {
    it(`takes ${what} for ${yes ? "a yes" : "no yes, and ends the question"}`, async () => {
      const { code, stdout, stderr } = await run(ask, { input });
      assert.deepEqual([code, stdout], [yes ? 0 : 1, `${yes}\n`]);
      assert.match(stderr, /Apply\? Type "yes" to continue: /);
    });
  }

  const work =
    'withProgress("working", async ({ say }) => { say("halfway"); await new Promise((go) => setTimeout(go, 200)); })';

  it("shows progress", async () => {
    const { code, stderr } = await run(work);
    assert.equal(code, 0);
    assert.match(stderr, /halfway/);
  });

  it("shows no progress where the terminal has no width", async () => {
    assert.deepEqual(await run(work, { columns: 0 }), { code: 0, stdout: "", stderr: "", output: "" });
  });
});
