import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdirSync, readdirSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { PassThrough } from "node:stream";
import { check } from "../../tools/demo/check";
import { appIn, countsIn, errorsIn, refreshedAppIn } from "../../tools/demo/excerpt";
import { plainSecrets } from "../../tools/demo/plain-secrets";
import { Printer } from "../../tools/demo/print";
import { runSteps } from "../../tools/demo/run-steps";
import { useEngine } from "../support/engine";
import { type Sandbox, until, useSandbox } from "./sandbox";

describe("npm run demo @demo", () => {
  const sandbox = useSandbox();

  describe("with the engine", () => {
    const engine = useEngine();

    it("succeeds in every step, shows the PATCH, and lets no secret and nothing of the user's in or out", async function () {
      this.timeout(180_000);
      const users = {
        PATH: [engine().bin, process.env.PATH].join(delimiter),
        PULUMI_HOME: sandbox().env.PULUMI_HOME,
        PULUMI_BACKEND_URL: "https://backend.invalid",
        PULUMI_OPTION_PARALLEL: "none",
        SINCH_PROJECT_ID: "users-own",
        SINCH_API_URL: "http://127.0.0.1:1",
        https_proxy: "http://127.0.0.1:1",
      };
      const demo = new Demo(sandbox(), { ...process.env, ...users });
      assert.equal(await demo.ended, 0, demo.output);
      assert.match(demo.output, /~ ttlDays: 30 => 14\n/);
      assert.match(demo.output, /\?update_mask=display_name,retention_policy\n/);
      assert.match(demo.output, /\nAll 9 steps hold, \d+ s: /);
      assert.doesNotMatch(demo.output, /(sms|messenger|rotated|webhook|key|passphrase)-[0-9a-f]{24}/);
      assert.doesNotMatch(demo.output, /users-own/);
      // A line that names the engine's folder is as long as that.
      const tooLong = demo.output.split("\n").filter((line) => line.length > 100 && !line.includes(engine().bin));
      assert.deepEqual(tooLong, []);
      assert.deepEqual(demo.left(), []);
      assert.equal(existsSync(sandbox().env.PULUMI_HOME), false);
    });
  });

  describe("with a stand-in for the engine", () => {
    /** Puts a `pulumi` on `PATH` that does that at a preview, and else nothing. */
    function start(preview: string, rest = ":"): Demo {
      sandbox().pulumi(sandbox().path, "3.300.0");
      sandbox().script(
        join(sandbox().path, "pulumi"),
        `case "$1" in version) echo v3.300.0;; preview) ${preview};; *) ${rest};; esac`,
      );
      const node = dirname(process.execPath);
      return new Demo(sandbox(), { ...sandbox().env, PATH: [sandbox().path, node, "/bin"].join(delimiter) });
    }

    it("ends with 1 at a failed step, with the expected and the actual value", async function () {
      this.timeout(60_000);
      const demo = start('echo "error: the disk is full" >&2; exit 255');
      assert.equal(await demo.ended, 1, demo.output);
      assert.match(
        demo.output,
        /✗ pulumi preview succeeds\n {4}expected\n {6}no error\n {4}seen\n {6}error: the disk is full\n\nThe demo ends here: step 1\/9 doesn't hold.\n$/,
      );
      assert.deepEqual(demo.left(), []);
    });

    it("ends with 1 and one line if it can't be set up", async function () {
      this.timeout(60_000);
      const demo = start(":", 'echo "error: the disk is full" >&2; exit 255');
      assert.equal(await demo.ended, 1, demo.output);
      assert.match(demo.output, /^[^\n]+\ndemo: error: the disk is full\n$/);
      assert.deepEqual(demo.left(), []);
    });

    it("stops at once on Ctrl-C, and leaves nothing behind", async function () {
      this.timeout(60_000);
      const demo = start("exec sleep 50");
      await until(() => demo.output.includes("$ pulumi preview") || demo.child.exitCode !== null);
      const begin = Date.now();
      demo.child.kill("SIGINT");
      assert.equal(await demo.ended, 130, demo.output);
      assert.ok(Date.now() - begin < 4_000, `${Date.now() - begin} ms`);
      assert.match(demo.output, /\ndemo: stopped\n$/);
      assert.deepEqual(demo.left(), []);
    });
  });

  describe("its steps", () => {
    it("run up to the first failure", async () => {
      const print = new Printer(new PassThrough().resume());
      const ran: string[] = [];
      const step = (title: string, seen: number) => ({
        title,
        run: async (stage: string[]) => {
          stage.push(title);
          check("there is one app", seen, 1);
        },
      });
      assert.equal(await runSteps([step("a", 1), step("b", 2), step("c", 1)], ran, print), 1);
      assert.deepEqual(ran, ["a", "b"]);
      assert.equal(
        print.printed,
        "\n1/3  a\n\n2/3  b\n  ✗ there is one app\n    expected\n      1\n    seen\n      2\n" +
          "\nThe demo ends here: step 2/3 doesn't hold.\n",
      );
      assert.equal(await runSteps([step("a", 1)], ran, print), 0);
    });

    it("compare lists and objects whole", () => {
      check("equal", { a: [1, { b: 2 }] }, { a: [1, { b: 2 }] });
      assert.throws(() => check("more", { a: 1, b: 2 }, { a: 1 }), {
        expected: "{ a: 1 }",
        seen: "{ a: 1, b: 2 }",
      });
    });

    it("find a secret in plain text and as base64", () => {
      const base64 = Buffer.from("token-1").toString("base64");
      const texts = new Map([
        ["plain", '{"a":"token-1"}'],
        ["base64", `x ${base64} x`],
        ["neither", "token-2"],
      ]);
      assert.deepEqual(plainSecrets(texts, ["token-1"]), ["plain", "base64"]);
    });
  });

  describe("its excerpts", () => {
    const update = [
      "Updating (demo):",
      "  pulumi:pulumi:Stack: (same)",
      "    [urn=urn:pulumi:demo::demo::pulumi:pulumi:Stack::demo-demo]",
      "    ~ pulumi-nodejs:dynamic/sinch/conversation:App: (update)",
      "        [id=01M834]",
      "        [urn=urn:pulumi:demo::demo::pulumi-nodejs:dynamic/sinch/conversation:App::support]",
      '      ~ displayName: "a" => "b"',
      "    --outputs:--",
      '    appId: "01M834"',
      "Resources:",
      "    ~ 1 updated",
      "    1 unchanged",
      "",
      "Duration: 2s",
    ].join("\n");

    it("are the app's part of an update, and how many resources changed", () => {
      assert.equal(
        appIn(update),
        '~ pulumi-nodejs:dynamic/sinch/conversation:App: (update)\n  ~ displayName: "a" => "b"',
      );
      assert.equal(countsIn(update), "~ 1 updated\n1 unchanged");
    });

    it("are the app's line of a refresh", () => {
      const refresh =
        "@ refreshing....\n ~  pulumi-nodejs:dynamic/sinch/conversation:App support refreshing (0s) \n" +
        " ~  pulumi-nodejs:dynamic/sinch/conversation:App support updated (0.98s) [diff: ~displayName]\n";
      assert.equal(
        refreshedAppIn(refresh),
        "~  pulumi-nodejs:dynamic/sinch/conversation:App support updated [diff: ~displayName]",
      );
    });

    it("are empty if there is nothing about the app", () => {
      assert.deepEqual([appIn(""), countsIn(""), refreshedAppIn("")], ["", "", ""]);
    });

    it("are the errors of a failure, each once, or else the end of the output", () => {
      assert.equal(errorsIn("a\nerror: no access\nerror: update failed\nb\nerror: no access\n"), "error: no access");
      assert.equal(errorsIn("a\nb\n"), "a\nb");
    });
  });
});

/** The demo as a process of its own, with a temporary folder that is only its own. */
class Demo {
  output = "";
  readonly child: ChildProcess;
  readonly ended: Promise<number | null>;
  private readonly temporary: string;

  constructor(sandbox: Sandbox, env: NodeJS.ProcessEnv) {
    const root = join(__dirname, "../..");
    this.temporary = join(sandbox.root, "tmp");
    mkdirSync(this.temporary);
    this.child = spawn(process.execPath, ["--require", "tsx", join(root, "tools/demo/main.ts")], {
      env: { ...env, TMPDIR: this.temporary },
      cwd: root,
      stdio: ["ignore", "pipe", "pipe"],
    });
    for (const stream of [this.child.stdout, this.child.stderr]) {
      stream?.setEncoding("utf8").on("data", (text: string) => {
        this.output += text;
      });
    }
    this.ended = new Promise((resolve) => this.child.on("close", resolve));
  }

  /** The stacks' folders that are still there. */
  left(): string[] {
    return readdirSync(this.temporary).filter((name) => name.startsWith("sinch-stack-"));
  }
}
