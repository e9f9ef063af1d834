import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CHECKOUT } from "../../support/checkout";
import { type Call, caller, create, draft, patch, requestToken, sms } from "./client.js";

const ROOT = CHECKOUT;
const KEY = { keyId: "key-1", keySecret: "canary-key" };
const FLAGS = ["--project-id", "project-1", "--key-id", KEY.keyId, "--key-secret", KEY.keySecret, "--port", "0"];

/** `sinch-apps fake` as a process of its own. */
class Command {
  output = "";
  readonly #child: ChildProcess;
  readonly #ended: Promise<unknown[]>;

  constructor(flags: readonly string[], env: Record<string, string> = {}) {
    const { PATH } = process.env;
    this.#child = spawn(process.execPath, ["--import", "tsx", "cli/main.ts", "fake", ...flags], {
      cwd: ROOT,
      env: { PATH, ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.on("data", (data) => {
        this.output += data;
      });
    }
    this.#ended = once(this.#child, "close");
  }

  /** Waits until it listens; a caller on what it printed. */
  async listening(): Promise<Call> {
    const origin = await this.#printed(/http:\/\/127\.0\.0\.1:\d+/);
    const call = caller(origin);
    return (path, request) =>
      call(path, { ...request, headers: { authorization: authorization(), ...request?.headers } });
  }

  async #printed(pattern: RegExp): Promise<string> {
    for (;;) {
      const found = pattern.exec(this.output)?.[0];
      if (found) return found;
      if (this.#child.exitCode !== null) throw new Error(this.output);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }

  signal(name: NodeJS.Signals): void {
    this.#child.kill(name);
  }

  async exitCode(): Promise<unknown> {
    return (await this.#ended)[0];
  }
}

function authorization(): string {
  return `Basic ${Buffer.from(`${KEY.keyId}:${KEY.keySecret}`).toString("base64")}`;
}

describe("sinch-apps fake", () => {
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    it(`says how to use it, prints a line for each request, shows no secret, and exits cleanly on ${signal}`, async () => {
      const command = new Command([...FLAGS, "--region", "eu"]);
      const call = await command.listening();
      const { id } = await create(call, draft({ channel_credentials: [sms("canary-token")] }));
      const reply = await patch(call, id, "update_mask=display_name,processing_mode&x=canary", {
        display_name: "\ncanary-name",
      });
      const good = await patch(call, id, "update_mask=display_name", { display_name: "canary" });
      const token = await requestToken(call, KEY);
      assert.deepEqual([reply.status, good.status, token.status], [400, 200, 200]);
      const start = performance.now();
      command.signal(signal);
      assert.equal(await command.exitCode(), 0);
      assert.ok(performance.now() - start < 5000);

      const { output } = command;
      for (const secret of ["canary", token.body.access_token, authorization().slice(6)])
        assert.ok(!output.includes(secret));
      assert.match(output, /^ {2}export SINCH_API_URL='http:\/\/127\.0\.0\.1:\d+\/\{region\}'$/m);
      assert.match(output, /^ {2}export SINCH_PROJECT_ID='project-1'$/m);
      assert.match(output, /^ {2}export SINCH_CONVERSATION_REGION='eu'$/m);
      assert.match(output, /^ {2}export SINCH_KEY_ID='key-1'$/m);
      const lines = output.split("\n").filter((line) => /^\d\d:\d\d:\d\d\.\d{3} /.test(line));
      assert.equal(lines.length, 4);
      assert.match(
        lines[2] ?? "",
        /^\S+ PATCH {2}\/v1\/projects\/project-1\/apps\/\w{26} mask=display_name 200 \d+ms \w{26}$/,
      );
      assert.ok(lines[2]?.includes(good.headers.get("x-request-id") ?? "none"));
    });
  }

  it("takes the project and the key from the environment, and keeps its apps in a file", async () => {
    const folder = mkdtempSync(join(tmpdir(), "fake-cli-"));
    const state = join(folder, "apps.json");
    const env = { SINCH_PROJECT_ID: "project-1", SINCH_KEY_ID: KEY.keyId, SINCH_KEY_SECRET: KEY.keySecret };
    try {
      for (const apps of [0, 1]) {
        const command = new Command(
          [
            ...["--port", "0", "--state", state, "--secrets", "masked", "--empty", "omit", "--rate-limit"],
            ...["--defaults", "sdk", "--envelope", "flat", "--unknown-fields", "keep", "--consent-manager", "show"],
            ...["--subproject", "project-2", "--subproject", "project-3", "--parent-keys", "reach"],
          ],
          env,
        );
        const call = await command.listening();
        assert.equal((await call("/v1/projects/project-3/apps")).text, "{}");
        assert.equal(JSON.parse((await call("/v1/projects/project-1/apps/nobody")).text).code, 404);
        assert.match(command.output, new RegExp(`, ${apps} apps?,`));
        const app = await create(call, draft({ colour: "red", consent_manager_settings: { mode: "PRIMARY" } }));
        assert.equal(app.channel_credentials[0]?.static_bearer?.token, "****");
        assert.ok(!("processing_mode" in app));
        assert.deepEqual([app.colour, app.consent_manager_settings], ["red", { mode: "PRIMARY" }]);
        command.signal("SIGTERM");
        assert.equal(await command.exitCode(), 0);
      }
      assert.equal(statSync(state).mode & 0o777, 0o600);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it("says in one line that the port is in use", async () => {
    const taken = createServer().listen(0, "127.0.0.1");
    await once(taken, "listening");
    const { port } = taken.address() as { port: number };
    const command = new Command([...FLAGS, "--port", String(port)]);
    assert.equal(await command.exitCode(), 1);
    assert.equal(
      command.output,
      `sinch-apps fake: port ${port} is already in use on 127.0.0.1; choose another with --port\n`,
    );
    taken.close();
  });

  const wrong: [title: string, flags: string[], output: RegExp][] = [
    [
      "a missing project and key",
      ["--key-id", "k"],
      /missing --project-id \(or SINCH_PROJECT_ID in the environment\), --key-secret \(or SINCH_KEY_SECRET in the environment\)$/,
    ],
    [
      "an unknown region",
      [...FLAGS, "--region", "asia"],
      /'--region <region>' argument 'asia' is invalid\. Allowed choices are us, eu, br$/,
    ],
    ["a port that isn't one", [...FLAGS, "--port", "70000"], /Must be a whole number, 0 to 65535$/],
    ["an unknown option, without its value", [...FLAGS, "--key-secert=canary"], /unknown option '--key-secert=…'/],
    ["a limit of nothing", [...FLAGS, "--rate-limit", "0"], /Must be a number above 0$/],
    [
      "a missing folder",
      [...FLAGS, "--state", "/nowhere/apps.json"],
      /^sinch-apps fake: cannot write state file \/nowhere\/apps\.json: ENOENT/,
    ],
  ];
  it("answers wrong arguments with a line that says what is allowed", async () => {
    await Promise.all(
      wrong.map(async ([title, flags, output]) => {
        const command = new Command(flags);
        assert.equal(await command.exitCode(), 1, title);
        assert.match(command.output.trim(), output);
        assert.equal(command.output.trim().split("\n").length, 1, title);
        assert.doesNotMatch(command.output, /canary/);
      }),
    );
  });
});
