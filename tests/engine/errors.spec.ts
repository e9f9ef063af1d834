import assert from "node:assert/strict";
import { createServer } from "node:net";
import { App, type AppArgs } from "pulumi-sinch-conversation";
import { type Fake, startFake } from "../../fake";
import { useEngine } from "../support/engine";
import { fakeEnvironment, type Run, TestStack } from "../support/stack";

describe("an error @clear-errors", function () {
  this.timeout(60_000);
  const engine = useEngine();
  let fake: Fake;
  let test: TestStack;
  let args: AppArgs;
  let good: Record<string, string>;
  const program = async (): Promise<void> => {
    new App("app", args);
  };

  before(async () => {
    fake = await startFake({
      projects: [1, 2].map((n) => ({
        projectId: `project-${n}`,
        keys: [{ keyId: `key-${n}`, keySecret: `key-secret-${n}` }],
      })),
    });
    args = { displayName: "Support", channelCredentials: [] };
    good = { ...fakeEnvironment(fake), SINCH_REGION: "", SINCH_AUTH_METHOD: "", SINCH_TIMEOUT_SECONDS: "2" };
    test = await TestStack.create(engine(), good, program);
    assert.ok((await test.up()).ok);
  });
  beforeEach(() => {
    test.setEnv(good);
    test.use(program);
    args = { displayName: "Another name", channelCredentials: [] };
  });
  after(async () => {
    await test?.remove();
    await fake?.close();
  });

  /** What the user reads of it: the error lines, each once. */
  const errorLines = (run: Run): string[] => [
    ...new Set(
      run.events.flatMap(({ diagnosticEvent }) =>
        diagnosticEvent?.severity === "error" ? [diagnosticEvent.message.replace(/<\{%.*?%\}>/g, "").trim()] : [],
      ),
    ),
  ];

  const rows: [string, () => Promise<Record<string, string>>, RegExp][] = [
    [
      "of wrong credentials",
      async () => ({ SINCH_KEY_SECRET: "CANARY-wrong" }),
      /^updating app "Another name" \(\w+\): .* \(POST \/oauth2\/token → 401 invalid_client, request \w+\)\. The API refuses the access key/,
    ],
    [
      "of a key without access to the project",
      async () => ({ SINCH_KEY_ID: "key-2", SINCH_KEY_SECRET: "key-secret-2" }),
      /^updating app "Another name" \(\w+\): .* \(PATCH \/v1\/projects\/project-1\/apps\/\w+ → 403 PERMISSION_DENIED, request \w+\)\. An access key reaches its own project only/,
    ],
    [
      "of a missing key",
      async () => ({ SINCH_KEY_SECRET: "" }),
      /^updating app "Another name" \(\w+\): no key secret for project project-1: set .*sinch:keySecret.*sinch:projects.*SINCH_KEY_SECRET.*`pulumi refresh --run-program`/,
    ],
    [
      "of a host that isn't there",
      async () => ({ SINCH_API_URL: `http://127.0.0.1:${await freePort()}` }),
      /^updating app "Another name" \(\w+\): no response from 127\.0\.0\.1:\d+: connection refused \(ECONNREFUSED\) \(POST \/oauth2\/token\)/,
    ],
  ];
  for (const [title, env, message] of rows) {
    it(`${title} is one clear line, and leaves the state alone`, async () => {
      const before = await test.apps();
      test.setEnv(await env());
      const up = await test.up();
      assert.equal(up.ok, false);
      const lines = errorLines(up).filter((line) => !/^update failed$/.test(line));
      assert.equal(lines.length, 1, lines.join("\n---\n"));
      assert.match(lines[0] ?? "", message);
      assert.match(lines[0] ?? "", / \[ERR_SINCH_[A-Z_]+\]$/, "its code comes through the engine");
      assert.equal(lines[0]?.includes("\n"), false);
      assert.doesNotMatch(up.output, /CANARY|key-secret-/);
      assert.deepEqual(await test.apps(), before);
    });
  }

  it("of a new app in a project that isn't there is one clear line in the preview, and nothing is made", async () => {
    test.use(async () => {
      new App("app", { displayName: "Support", channelCredentials: [] });
      new App("new", { displayName: "New", channelCredentials: [], projectId: "project-9" });
    });
    const preview = await test.preview();
    assert.equal(preview.ok, false);
    const line =
      / 'new' has a problem: could not check whether the name is in use: .*\/projects\/project-9\/apps → 40[34]/;
    assert.equal(errorLines(preview).filter((text) => line.test(text)).length, 1, preview.output);
    assert.deepEqual(Object.keys(await test.apps()), ["app"]);
  });

  it("of read and delete is one clear line too, and the app stays in the state", async () => {
    const before = await test.apps();
    test.setEnv({ SINCH_KEY_SECRET: "CANARY-wrong" });
    for (const run of [await test.refresh(), await test.destroy()]) {
      assert.equal(run.ok, false);
      const lines = errorLines(run).filter((line) => !/^(update|refresh) failed$/.test(line));
      assert.equal(lines.length, 1, lines.join("\n---\n"));
      assert.match(lines[0] ?? "", /^(reading|deleting) app .*401/);
      assert.doesNotMatch(run.output, /\n\s+at |CANARY/, "no stack trace");
    }
    const after = await test.apps();
    assert.deepEqual(after.app?.outputs, before.app?.outputs);
  });

  it("of a missing project id or region says where each can come from", async () => {
    test.setEnv({ SINCH_PROJECT_ID: "", SINCH_CONVERSATION_REGION: "" });
    test.use(async () => {
      new App("new", { displayName: "New", channelCredentials: [] });
    });
    const preview = await test.preview();
    assert.equal(preview.ok, false);
    assert.match(
      preview.output,
      /no project id: set projectId on the app, or sinch:projectId .*, or SINCH_PROJECT_ID .* explicit provider/,
    );
    assert.match(
      preview.output,
      /no region: set region on the app, or sinch:region .*, or SINCH_CONVERSATION_REGION .*one of us, eu, br/,
    );
  });
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}
