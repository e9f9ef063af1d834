import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { LocalWorkspace, type Stack } from "@pulumi/pulumi/automation";
import { App } from "pulumi-sinch-conversation";
import { compare } from "../../../cli/drift/compare";
import { judge } from "../../../cli/drift/judge";
import type { DriftReport } from "../../../cli/drift/report";
import { selectStacks } from "../../../cli/stack";
import { type Fake, startFake } from "../../../fake";
import { type Ended, sinchApps } from "../../support/command";
import { useEngine } from "../../support/engine";
import { TestStack } from "../../support/stack";

// Two stacks of one Pulumi project, each with a passphrase, a Sinch project and a key of its own, on a service that hides
// secrets from the beginning.

const KEYS = {
  dev: { projectId: "project-dev", keyId: "key-dev", keySecret: "canary-dev-key" },
  prod: { projectId: "project-prod", keyId: "key-prod", keySecret: "canary-prod-key" },
} as const;
const PASSPHRASES = { dev: "canary-dev-passphrase", prod: "canary-prod-passphrase" } as const;
type Name = keyof typeof KEYS;

describe("sinch-apps drift on stacks with keys, projects and passphrases of their own", function () {
  this.timeout(120_000);
  const engine = useEngine();
  let fake: Fake;
  let test: TestStack;

  const program = async (): Promise<void> => {
    new App("support", {
      displayName: "Support",
      channelCredentials: [{ channel: "SMS", staticBearer: { claimedIdentity: "plan", token: "canary-token" } }],
    });
  };
  const configured = async (stack: Stack, name: Name): Promise<void> => {
    const { projectId, ...key } = KEYS[name];
    await stack.setAllConfig({
      "sinch:projectId": { value: projectId },
      "sinch:region": { value: name === "dev" ? "us" : "eu" },
      "sinch:projects": { value: JSON.stringify({ [projectId]: key }), secret: true },
      "sinch:apiUrl": { value: fake.apiUrl },
    });
    // Without the starts of the CLI for answers that nobody here asks for.
    await Object.assign(stack, { outputs: async () => ({}), info: async () => undefined }).up();
  };

  before(async () => {
    const projects = Object.values(KEYS).map(({ projectId, ...key }) => ({ projectId, keys: [key] }));
    fake = await startFake({ projects, secrets: "masked" });
    const env = { PULUMI_CONFIG_PASSPHRASE: PASSPHRASES.dev };
    test = await TestStack.create(engine(), env, program, { projectName: "team", stackName: "dev" });
    await configured(test.stack, "dev");
    const { pulumiCommand } = test.stack.workspace;
    const envVars = { ...test.env, PULUMI_CONFIG_PASSPHRASE: PASSPHRASES.prod };
    const options = { workDir: test.folder, envVars, pulumiCommand };
    const prod = await LocalWorkspace.createStack({ projectName: "team", stackName: "prod", program }, options);
    await configured(prod, "prod");
    await writeFile(path.join(test.folder, "prod.passphrase"), `${PASSPHRASES.prod}\n`);
  });
  after(async () => {
    await test?.remove();
    await fake?.close();
  });

  const drift = async (...args: string[]): Promise<Ended & { report: DriftReport }> => {
    const env = { ...process.env, ...test.env, DEV_PASSPHRASE: PASSPHRASES.dev, PULUMI_CONFIG_PASSPHRASE: "" };
    fake.journal.clear();
    const ended = await sinchApps(
      ["drift", "--all-stacks", "--cwd", test.folder, ...args, "--format", "json"],
      "/",
      env,
    );
    assert.doesNotMatch(ended.stdout + ended.stderr, /canary/);
    return { ...ended, report: JSON.parse(ended.stdout) as DriftReport };
  };

  it("reads each with its own, by one LIST a project @drift-stacks", async () => {
    const prod = path.join(test.folder, "prod.passphrase");
    const { code, report } = await drift("--passphrase-env", "dev=DEV_PASSPHRASE", "--passphrase-file", `prod=${prod}`);
    assert.equal(code, 0, JSON.stringify(report));
    assert.deepEqual(
      report.stacks.map(({ name, project, apps }) => [name, project, ...apps.map(({ status }) => status)]),
      [
        ["dev", "team", "in-sync"],
        ["prod", "team", "in-sync"],
      ],
    );
    assert.deepEqual(
      fake.journal
        .filter({ method: "GET" })
        .map(({ projectId, region, operation }) => [projectId, region, operation])
        .sort(),
      [
        ["project-dev", "us", "list"],
        ["project-prod", "eu", "list"],
      ],
    );
  });

  it("compares the one that it can read, and names the other", async () => {
    const [app] = fake.records({ projectId: "project-dev" });
    fake.edit(app?.app.id as string, (wire) => Object.assign(wire, { display_name: "By hand" }));
    const passphrases = new Map([["dev", PASSPHRASES.dev]]);
    const env = { ...process.env, ...test.env, PULUMI_CONFIG_PASSPHRASE: "canary-wrong" };
    const selected = await selectStacks({ cwd: test.folder, allStacks: true, passphrases, env });
    const found = await compare(selected, { unmanaged: false, progress: { say: () => {} } });
    const report = judge(found, { failOn: ["drift"], since: false, cwd: test.folder });
    assert.deepEqual([report.exitCode, report.summary.changed, report.summary.unreadableStacks], [1, 1, 1]);
    assert.match(report.problems.join("\n"), /^stack prod: the passphrase is wrong\. /);
    assert.doesNotMatch(JSON.stringify(report), /canary/);
    assert.deepEqual(report.next.at(-1)?.commands, [`pulumi up --refresh --stack dev --cwd ${test.folder}`]);
  });
});
