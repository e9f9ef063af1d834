import assert from "node:assert/strict";
import { chmod, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { stackFinding } from "../../../cli/doctor/run";
import { serviceFindings } from "../../../cli/doctor/service";
import { settingsFindings } from "../../../cli/doctor/settings";
import { nodeFinding, packagesFinding } from "../../../cli/doctor/versions";
import { CLEAR_PENDING, type StackContents } from "../../../cli/stack";
import { type Fake, startFake } from "../../../fake";
import { Settings } from "../../../provider/sinch/settings";
import { AT, withServer } from "../../support/access";
import { CHECKOUT } from "../../support/checkout";
import { type Ended, sinchApps } from "../../support/command";
import { useEngine } from "../../support/engine";
import { Program } from "../../support/program";
import { fakeEnvironment, TestStack } from "../../support/stack";

type Variables = Readonly<Record<string, string>>;

const settingsOf = (env: Variables): Settings => new Settings(() => undefined, env);

describe("sinch-apps doctor", function () {
  this.timeout(120_000);
  const engine = useEngine();
  let fake: Fake;
  let test: TestStack;

  before(async () => {
    fake = await startFake();
    fake.insert({ display_name: "Support" });
    test = await TestStack.create(engine(), fakeEnvironment(fake));
    await writeFile(path.join(test.folder, "Pulumi.yaml"), '\uFEFF{ "name": tests, runtime: nodejs }');
  });
  after(async () => {
    await test?.remove();
    await fake?.close();
  });

  const doctor = (env: Variables = {}, ...args: string[]): Promise<Ended> =>
    sinchApps(["doctor", ...args], test.folder, { ...process.env, ...test.env, ...env });
  const linesOf = ({ stdout }: Ended): Record<string, string> =>
    Object.fromEntries(stdout.split("\n").map((line) => [line.split(/\s+/)[1] ?? "", line]));

  it("says in one line each that all is well, with one LIST @doctor", async () => {
    fake.journal.clear();
    const ended = await doctor();
    assert.equal(ended.code, 0, ended.stdout);
    assert.deepEqual(fake.journal.countByMethod(), { GET: 1 });
    assert.deepEqual(
      ended.stdout.split("\n").map((line) => line.split(/\s+/).slice(0, 2).join(" ")),
      [
        ...[
          "node",
          "packages",
          "engine",
          "stack",
          "project",
          "region",
          "key",
          "token",
          "apps",
          "channels",
          "senders",
        ].map((about) => `ok ${about}`),
        "skipped by",
        "ok clock",
        "",
        "All checks",
        "",
      ],
    );
    assert.match(linesOf(ended).stack ?? "", /test of project tests, 0 apps$/);
    assert.match(linesOf(ended).apps ?? "", /1 in project project-1, region us, at 127\.0\.0\.1:\d+/);
    assert.doesNotMatch(ended.stdout + ended.stderr, /key-secret|key-1/);
  });

  it("says what is wrong and how to put it right, and looks at what it can @doctor", async () => {
    const ended = await doctor({ SINCH_CONVERSATION_REGION: "asia", SINCH_KEY_SECRET: "" }, "--stack", "nope");
    assert.equal(ended.code, 1);
    const lines = linesOf(ended);
    assert.match(lines.stack ?? "", /^wrong .*stack nope: there is no such stack\. `pulumi stack ls` lists/);
    assert.match(
      lines.region ?? "",
      /^wrong .*SINCH_CONVERSATION_REGION in the environment is "asia", which must be one of us, eu, br/,
    );
    assert.match(lines.token ?? "", /^skipped .*needs project, region and key$/);
    const without = {
      SINCH_PROJECT_ID: "",
      SINCH_CONVERSATION_PROJECT_ID: "",
      SINCH_REGION: "",
      SINCH_CONVERSATION_REGION: "",
    };
    const unread = linesOf(await doctor(without, "--stack", "nope"));
    assert.match(unread.stack ?? "", /^wrong .*no such stack/);
    for (const about of ["project", "region"]) assert.match(unread[about] ?? "", /^skipped +\w+ +needs the stack$/);
    assert.match(ended.stdout, /\n\d of 9 checks failed\.\n$/);
  });

  it("says how a run that was interrupted is ended", () => {
    const pendingOperations = [{ type: "creating", urn: "urn:pulumi:dev::shop::T::support" }];
    const { state, text } = stackFinding({ name: "dev", pendingOperations } as unknown as StackContents);
    assert.equal(state, "wrong");
    assert.match(text, /^dev: 1 operation was interrupted: run `pulumi up`, .*`pulumi cancel` first/);
    assert.ok(text.endsWith(`then \`${CLEAR_PENDING}\``), text);
  });

  it("tells what the configuration lacks", () => {
    const text = (env: Variables): string =>
      settingsFindings(settingsOf(env), [])
        .findings.filter(({ state }) => state === "wrong")
        .map(({ about, text }) => `${about}: ${text}`)
        .join("\n");
    assert.match(
      text({}),
      /^project: no project id: set projectId on the app, .*\nregion: no region: set region .* us, eu, br$/,
    );
    const at = { SINCH_PROJECT_ID: "p", SINCH_REGION: "us" };
    assert.match(text(at), /^key: no key id and key secret for project p: set sinch:keyId and sinch:keySecret/);
    assert.match(
      text({ ...at, SINCH_KEY_ID: "k", SINCH_KEY_SECRET: "canary", SINCH_TIMEOUT_SECONDS: "never" }),
      /^settings: SINCH_TIMEOUT_SECONDS in the environment must be a number of seconds from 1 to 3600, not "never"$/,
    );
  });

  it("quotes a project that is none, and names what can't be seen of it", () => {
    const [project] = settingsFindings(settingsOf({ SINCH_PROJECT_ID: "p\r", SINCH_REGION: "us" }), []).findings;
    assert.equal(
      project?.text,
      'SINCH_PROJECT_ID in the environment is "p\\r" (ends with a line end), which can\'t be a project id',
    );
  });

  it("says where the apps of the stack live, if that isn't where the configuration says", () => {
    const region = (...regions: string[]): string | undefined =>
      settingsFindings(
        settingsOf({ SINCH_PROJECT_ID: "p", SINCH_REGION: "eu" }),
        regions.map((region) => ({ projectId: "p", region })),
      ).findings[1]?.text;
    assert.equal(region("eu"), "eu (SINCH_REGION in the environment)");
    assert.match(region("eu", "us") ?? "", /; apps of the stack are also in us$/);
    assert.match(region("us") ?? "", /; the stack's apps are in us: previews fail unless each app sets its own/);
  });

  it("blames nothing that a stack which can't be read may have", () => {
    const states = (env: Variables) =>
      settingsFindings(settingsOf(env), undefined).findings.map(({ state, about }) => `${state} ${about}`);
    const at = { SINCH_PROJECT_ID: "p", SINCH_REGION: "us" };
    assert.deepEqual(states({}), ["skipped project", "skipped region"]);
    assert.deepEqual(states({ ...at, SINCH_KEY_ID: "k" }), ["ok project", "ok region", "skipped key"]);
    const whole = settingsFindings(settingsOf({ ...at, SINCH_KEY_ID: "k", SINCH_KEY_SECRET: "s" }), undefined);
    assert.equal(whole.at?.projectId, "p");
  });

  it("tells a refused key, a foreign project, a dead host and apps that aren't there", async () => {
    const found = async (env: Variables, at = AT, ids: string[] = []): Promise<string[]> =>
      (await serviceFindings(settingsOf({ ...fakeEnvironment(fake), ...env }), at, ids)).map(
        ({ state, about, text }) => `${state} ${about}: ${text}`,
      );
    const [refused] = await found({ SINCH_KEY_SECRET: "canary" });
    assert.doesNotMatch(refused ?? "", /pulumi (up|refresh)/);
    assert.match(
      refused ?? "",
      /^wrong token: .*\(POST \/oauth2\/token → 401 invalid_client, .*The API refuses the access key\. Check key id and secret/,
    );
    const [, foreign] = await found({}, { ...AT, projectId: "another" } as never);
    assert.match(foreign ?? "", /^wrong apps: .* → 403 .*An access key reaches its own project only/);
    const [dead, skipped, clock] = await found({ SINCH_API_URL: "http://127.0.0.1:9" });
    assert.match(dead ?? "", /^wrong token: no response from 127\.0\.0\.1:9: connection refused/);
    assert.deepEqual([skipped, clock], ["skipped apps: needs a token", "skipped clock: no response carried a time"]);
    const [, gone] = await found({}, AT, ["A1", "A2"]);
    assert.match(gone ?? "", /^wrong apps: 1 in project .*, but none of the 2 that the stack has there: /);
  });

  it("names channels that the service couldn't verify, without the service's words, and what can't be seen @doctor", async () => {
    const [mine, other] = ["Mine", "Other"].map((display_name) =>
      fake.insert({
        display_name,
        channel_credentials: [{ channel: "SMS", static_bearer: { claimed_identity: display_name, token: "CANARY" } }],
      }),
    ) as [string, string];
    const find = async (ids: string[]): Promise<Record<string, string>> => {
      const findings = await serviceFindings(settingsOf(fakeEnvironment(fake)), AT, ids);
      return Object.fromEntries(findings.map(({ state, about, text }) => [about, `${state}: ${text}`]));
    };
    try {
      fake.setChannelState(other, "SMS", { status: "FAILING", description: "no such token: CANARY" });
      fake.setChannelState(mine, "SMS", { status: "PENDING", description: "" });
      const all = await find([]);
      assert.match(
        all.channels ?? "",
        new RegExp(`^wrong: the service couldn't verify SMS of ${other}\\. .*the sender's region$`),
      );
      assert.doesNotMatch(JSON.stringify(all), /CANARY/);
      const own = await find([mine]);
      assert.equal(own.channels, `ok: none is failing; PENDING: SMS of ${mine}`);
      assert.match(
        own["by hand"] ?? "",
        /^skipped: can't be checked from here: accepted terms, .* default originator .* region us,/,
      );
    } finally {
      for (const id of [mine, other]) fake.remove(id);
    }
  });

  it("tells a clock that is wrong", async () => {
    const answer = (date: Date): Promise<string> =>
      withServer(
        (_, response) => response.setHeader("date", date.toUTCString()).end('{"apps":[]}'),
        async ({ origin }) => {
          const env = { ...fakeEnvironment(fake), SINCH_API_URL: origin, SINCH_AUTH_METHOD: "basic" };
          const { state, text } = (await serviceFindings(settingsOf(env), AT, [])).at(-1) ?? {};
          return `${state}: ${text}`;
        },
      );
    const hour = 3_600_000;
    assert.match(
      await answer(new Date(Date.now() + hour)),
      /^wrong: 3[56]\d\d s behind the service's: sync this machine's clock/,
    );
    assert.match(await answer(new Date(Date.now() - hour)), /^wrong: 3[56]\d\d s ahead of the service's/);
  });

  it("tells versions that are too old, and a folder that lacks the packages", () => {
    assert.equal(nodeFinding("20.19.0").text, "20.19.0 is too old: install Node.js 22.12.0 or newer");
    const { state, text } = packagesFinding(tmpdir());
    assert.equal(state, "wrong");
    assert.match(text, /^pulumi-sinch-conversation and @pulumi\/pulumi can't be found from .*: run npm install /);
  });

  describe("of a project that isn't Node.js", () => {
    const PLUGIN = path.join(CHECKOUT, "dist/plugin");
    let program: Program;
    before(async () => {
      program = await Program.create(engine(), fakeEnvironment(fake));
      // The plugin of the checkout is on the PATH of each test.
      program.env.PATH = (program.env.PATH ?? "")
        .split(path.delimiter)
        .filter((each) => each !== PLUGIN)
        .join(path.delimiter);
    });
    after(() => program?.remove());

    async function lines(project: string, env: Variables = {}): Promise<Record<string, string>> {
      await program.write("Pulumi.yaml", `name: tests\nruntime: yaml\n${project}`);
      return linesOf(await sinchApps(["doctor"], program.cwd, { ...program.env, ...env }));
    }
    const at = (folder: string): string => `plugins:\n  providers:\n    - { name: sinch, path: ${folder} }\n`;

    it("says where the plugin comes from and that it starts, and asks for no npm package", async () => {
      const relative = path.relative(program.cwd, PLUGIN);
      const named = await lines(at(relative));
      assert.match(named.plugin ?? "", /^ok +plugin +sinch \d+\.\d+\.\d+, by Pulumi\.yaml: .*dist.plugin$/);
      assert.equal(named.packages, undefined);
      const onPath = await lines("", { PATH: [PLUGIN, program.env.PATH].join(path.delimiter) });
      assert.match(onPath.plugin ?? "", /^ok +plugin +sinch \S+, on PATH: /);
    });

    it("says how to get a plugin that is missing, or doesn't start", async () => {
      assert.match(
        (await lines("")).plugin ?? "",
        /^wrong +plugin +.*neither in Pulumi\.yaml nor on PATH nor installed: docs\/native/,
      );
      assert.match(
        (await lines(at("nowhere"))).plugin ?? "",
        /^wrong +plugin +nowhere of Pulumi\.yaml has no pulumi-resource-sinch/,
      );
      await program.write("pulumi-resource-sinch", "#!/bin/sh\nexit 1\n");
      await chmod(path.join(program.cwd, "pulumi-resource-sinch"), 0o755);
      assert.match((await lines(at("."))).plugin ?? "", /^wrong +plugin .* \(by Pulumi\.yaml\) doesn't start: /);
      await program.works("plugin", "install", "resource", "sinch", "0.1.0", "--file", PLUGIN);
      assert.match((await lines("")).plugin ?? "", /^ok +plugin +installed: sinch 0\.1\.0$/);
    });
  });
});
