import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { closeSync, cpSync, existsSync, openSync, rmSync, writeFileSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { CHECKOUT } from "../../support/checkout";
import { sinchApps } from "../../support/command";

const MAIN = path.join(CHECKOUT, "dist/cli/main.js");
const FULL = "/dev/full";

describe("sinch-apps", () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "sinch-main-"));
  });
  after(() => rmSync(folder, { recursive: true }));
  /** Without an engine, of which no command here needs one to its end. */
  const env = (more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv => ({ PATH: folder, HOME: folder, ...more });

  describe("where what it prints can't be written", () => {
    before(function () {
      if (!existsSync(FULL)) this.skip();
    });
    const lost = (command: string): string => `${command}: the standard output can't be written (ENOSPC)\n`;

    // One prints as a report, two by the parser of arguments, which ends the process at once.
    const rows: [args: string[], stderr: string][] = [
      [["doctor"], lost("sinch-apps doctor")],
      [["--version"], lost("sinch-apps")],
      [["drift", "--help"], lost("sinch-apps")],
    ];
    for (const [args, expected] of rows) {
      it(`says so in a line, with exit code 1: ${args[0]}`, async () => {
        const full = openSync(FULL, "w");
        const child = spawn(process.execPath, [MAIN, ...args], {
          cwd: folder,
          env: env(),
          stdio: ["ignore", full, "pipe"],
        });
        closeSync(full);
        const [stderr, [code]] = await Promise.all([text(child.stderr as Readable), once(child, "close")]);
        assert.deepEqual([code, stderr], [1, expected]);
      });
    }

    it("ends the fake, whose requests nobody would see", async () => {
      const full = openSync(FULL, "w");
      const args = [MAIN, "fake", "--port", "0", "--project-id", "P", "--key-id", "K", "--key-secret", "S"];
      const child = spawn(process.execPath, args, { cwd: folder, env: env(), stdio: ["ignore", full, "pipe"] });
      closeSync(full);
      const [stderr, [code]] = await Promise.all([text(child.stderr as Readable), once(child, "close")]);
      assert.deepEqual([code, stderr], [1, lost("sinch-apps fake")]);
    });

    it("keeps its exit code where nobody hears its errors", async () => {
      const full = openSync(FULL, "w");
      const args = [MAIN, "drift", "--cwd", "/nope"];
      const child = spawn(process.execPath, args, { cwd: folder, env: env(), stdio: ["ignore", "ignore", full] });
      closeSync(full);
      assert.deepEqual(await once(child, "close"), [1, null]);
    });
  });

  it("says nothing where a pipe is closed before it has printed all", async () => {
    const child = spawn(process.execPath, [MAIN, "doctor"], {
      cwd: folder,
      env: env(),
      stdio: ["ignore", "pipe", "pipe"],
    });
    child.stdout.destroy();
    const [stderr, [code]] = await Promise.all([text(child.stderr as Readable), once(child, "close")]);
    assert.deepEqual([code, stderr], [1, ""], "the doctor found no engine");
  });

  for (const command of ["cli/sinch-apps", "policy/sinch-apps-policy"]) {
    it(`says in a line that a checkout isn't built: ${command}`, () => {
      const file = path.join(folder, "checkout", command);
      cpSync(path.join(CHECKOUT, command), file);
      const { stderr, status } = spawnSync(process.execPath, [file, "--help"], { encoding: "utf8" });
      assert.equal(stderr, `${path.basename(command)}: this checkout isn't built: run npm run build in it\n`);
      assert.equal(status, 1);
    });
  }

  for (const flag of ["--no-experimental-require-module", "--no-require-module"]) {
    it(`names ${flag} in NODE_OPTIONS, with the way on`, async () => {
      const { code, output } = await sinchApps(["doctor"], folder, env({ NODE_OPTIONS: `--no-warnings ${flag}` }));
      assert.equal(code, 1);
      assert.match(
        output,
        new RegExp(`^sinch-apps doctor: Node\\.js runs with ${flag}, .*Take ${flag} out of NODE_OPTIONS\n$`),
      );
    });
  }

  it("names what keeps it from checking an earlier report", async () => {
    writeFileSync(path.join(folder, "report.json"), "{}");
    const flag = "--disallow-code-generation-from-strings";
    const args = ["drift", "--since", "report.json"];
    const { code, output } = await sinchApps(args, folder, env({ NODE_OPTIONS: flag }));
    assert.equal(code, 1);
    assert.match(output, new RegExp(`^sinch-apps drift: --since: Node\\.js runs with ${flag}, .*\n$`));
  });
});
