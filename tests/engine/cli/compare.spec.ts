import assert from "node:assert/strict";
import { Config, getStack } from "@pulumi/pulumi";
import { LocalWorkspace, type Stack } from "@pulumi/pulumi/automation";
import Ajv from "ajv";
import { App } from "pulumi-sinch-conversation";
import type { CompareReport } from "../../../cli/compare/report";
import reportSchema from "../../../cli/compare/report.schema.json";
import { type Fake, startFake } from "../../../fake";
import { type Ended, sinchApps } from "../../support/command";
import { useEngine } from "../../support/engine";
import { TestStack } from "../../support/stack";

const NAMES = ["dev", "prod"] as const;
type Name = (typeof NAMES)[number];
const PASSPHRASES = { dev: "canary-dev-passphrase", prod: "canary-prod-passphrase" } as const;

describe("sinch-apps compare on two stacks", function () {
  this.timeout(120_000);
  const engine = useEngine();
  let fake: Fake;
  let test: TestStack;

  const program = async (): Promise<void> => {
    const token = new Config().requireSecret("token");
    const own = getStack();
    const app = (name: string, ttlDays: number): App =>
      new App(name, {
        displayName: `${name} ${own}`,
        channelCredentials: [{ channel: "SMS", staticBearer: { claimedIdentity: `plan-${own}-${name}`, token } }],
        retentionPolicy: { retentionType: "MESSAGE_EXPIRE_POLICY", ttlDays },
      });
    app("support", 30);
    app("orders", own === "dev" ? 30 : 7);
    if (own === "dev") app("trial", 30);
  };
  const configured = async (stack: Stack, name: Name): Promise<void> => {
    await stack.setAllConfig({
      "sinch:projectId": { value: `project-${name}` },
      "sinch:region": { value: "us" },
      "sinch:keyId": { value: `key-${name}` },
      "sinch:keySecret": { value: `canary-${name}-key`, secret: true },
      "sinch:apiUrl": { value: fake.apiUrl },
      token: { value: `canary-${name}-token`, secret: true },
    });
    // Without the starts of the CLI for answers that nobody here asks for.
    await Object.assign(stack, { outputs: async () => ({}), info: async () => undefined }).up();
  };

  before(async () => {
    const projects = NAMES.map((name) => ({
      projectId: `project-${name}`,
      keys: [{ keyId: `key-${name}`, keySecret: `canary-${name}-key` }],
    }));
    fake = await startFake({ projects });
    const env = { PULUMI_CONFIG_PASSPHRASE: PASSPHRASES.dev };
    test = await TestStack.create(engine(), env, program, { projectName: "team", stackName: "dev" });
    await configured(test.stack, "dev");
    const { pulumiCommand } = test.stack.workspace;
    const envVars = { ...test.env, PULUMI_CONFIG_PASSPHRASE: PASSPHRASES.prod };
    const options = { workDir: test.folder, envVars, pulumiCommand };
    const prod = await LocalWorkspace.createStack({ projectName: "team", stackName: "prod", program }, options);
    await configured(prod, "prod");
  });
  after(async () => {
    await test?.remove();
    await fake?.close();
  });

  const compare = async (prod: string, ...args: string[]): Promise<Ended> => {
    const env = { ...process.env, ...test.env, DEV: PASSPHRASES.dev, PROD: prod, PULUMI_CONFIG_PASSPHRASE: "" };
    fake.journal.clear();
    const opened = ["--passphrase-env", "dev=DEV", "--passphrase-env", "prod=PROD"];
    return sinchApps(["compare", "--stack", "prod", "--stack", "dev", ...opened, ...args], test.folder, env);
  };
  const cellsOf = (report: CompareReport): string[][] =>
    report.resources.map(({ name, cells }) => [name, ...cells.map(({ status }) => status)]);

  it("sets the stacks side by side in the order of --stack, by one LIST each @compare-stacks", async () => {
    const { code, stdout, stderr } = await compare(PASSPHRASES.prod, "--format", "json");
    assert.equal(code, 2, stderr);
    const report = JSON.parse(stdout) as CompareReport;
    const isReport = new Ajv({ strict: false, allErrors: true }).compile(reportSchema);
    assert.ok(isReport(report), JSON.stringify(isReport.errors));
    assert.deepEqual(cellsOf(report), [
      ["orders", "same", "different"],
      ["support", "same", "same"],
      ["trial", "missing", "same"],
    ]);
    assert.deepEqual(
      report.resources[0]?.differences.map(({ field, values }) => [field, ...values.map(({ value }) => value)]),
      [["retentionPolicy.ttlDays", 7, 30]],
    );
    const { GET, POST, PATCH, DELETE } = fake.journal.countByMethod();
    assert.deepEqual([GET, POST, PATCH, DELETE], [2, undefined, undefined, undefined]);
    assert.doesNotMatch(stdout + stderr, /canary/);
  });

  it("finds what was changed by hand in one of them @compare-stacks", async () => {
    const { id } = (await test.apps()).support as { id: string };
    fake.edit(id, (app) => {
      app.display_name = "By hand";
    });
    fake.setChannelState(id, "SMS", { status: "FAILING", description: "token canary-dev-token is refused" });
    const { stdout, stderr } = await compare(PASSPHRASES.prod);
    assert.match(stdout, /support +same +1 field drifted, SMS failing/);
    assert.match(stdout, /dev: displayName changed outside Pulumi/);
    assert.match(stdout, /dev: SMS failing: token \S+ is refused/);
    assert.doesNotMatch(stdout + stderr, /canary/);
  });

  it("is inconclusive if one can't be opened, and compares nothing of it @compare-secrets", async () => {
    const { code, stdout } = await compare("wrong", "--format", "json");
    const report = JSON.parse(stdout) as CompareReport;
    assert.equal(code, 1);
    assert.deepEqual(cellsOf(report)[0], ["orders", "unknown", "same"]);
    assert.deepEqual(
      report.resources.flatMap(({ differences, environmentSpecific }) => [...differences, ...environmentSpecific]),
      [],
    );
  });

  it("requires two stacks", async () => {
    const env = { ...process.env, ...test.env, PULUMI_CONFIG_PASSPHRASE: PASSPHRASES.dev };
    const { code, stderr } = await sinchApps(["compare", "--stack", "dev"], test.folder, env);
    assert.deepEqual([code, stderr.includes("there is only one stack to compare")], [1, true]);
  });
});
