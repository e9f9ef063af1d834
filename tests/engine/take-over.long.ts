import assert from "node:assert/strict";
import ts from "typescript";
import { planImport } from "../../cli/import/plan";
import { type Fake, type FakeOptions, startFake } from "../../fake";
import { fromEngine } from "../../provider/hosts/dynamic/stored-state";
import { insertAll } from "../integration/cli/import-apps";
import { sinchApps } from "../support/command";
import { useEngine } from "../support/engine";
import { recordFigures } from "../support/figures";
import { Program } from "../support/program";
import { fakeEnvironment } from "../support/stack";

// All 40 apps, by the command line alone: import, up, preview, refresh.

describe("taking over 40 apps", function () {
  this.timeout(0);
  const engine = useEngine();
  let fake: Fake;
  let folder: Program;
  afterEach(async () => {
    await folder?.remove();
    await fake?.close();
  });

  const start = async (options: FakeOptions): Promise<void> => {
    fake = await startFake({ pendingMs: 0, ...options });
    insertAll(fake);
    folder = await Program.create(engine(), fakeEnvironment(fake));
    await folder.project();
    await folder.works("stack", "init", "dev");
  };
  const importApps = async (): Promise<string> => {
    const { stdout, stderr, code } = await sinchApps(["import"], folder.cwd, folder.env);
    assert.equal(code, 0, stderr);
    return stdout;
  };
  const build = async (change: (program: string) => string = (program) => program): Promise<void> => {
    const program = change(await folder.read("sinch-apps.ts"));
    await folder.write("sinch-apps.ts", program);
    const compilerOptions = { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 };
    await folder.write("index.js", ts.transpileModule(program, { compilerOptions }).outputText);
  };
  const isClean = async (): Promise<void> => {
    await folder.works("preview", "--expect-no-changes");
    await folder.works("refresh", "--yes", "--expect-no-changes");
    await folder.works("preview", "--expect-no-changes");
  };

  for (const defaults of ["sdk", "openapi", "sparse"] as const) {
    it(`sends nothing where the service's defaults are those of ${defaults}`, async () => {
      await start({ defaults });
      const truth = fake.apps();
      const report = await importApps();
      const secrets = Number(/: (\d+) secrets set/.exec(report)?.[1]);
      await build();
      assert.match(await folder.works("up", "--yes"), /\+ 41 created/);
      await isClean();
      assert.match(await importApps(), /Nothing is new/);
      assert.deepEqual(fake.journal.writes, []);
      assert.deepEqual(fake.apps(), truth);

      await build((program) =>
        program.replace(/^ {2}adopt: .*\n/gm, "").replace(/new App\("3-shops", \{\n( .*\n)*\}\);\n/, ""),
      );
      const up = await folder.works("up", "--yes");
      assert.match(up, /- 1 deleted\n\s+40 unchanged/);
      assert.deepEqual(
        fake.apps(),
        truth.filter(({ display_name }) => display_name !== "3 Shops"),
      );
      assert.deepEqual(
        fake.journal.writes.map(({ operation }) => operation),
        ["delete"],
      );
      recordFigures(`import-${defaults}`, { apps: 40, secrets, patches: 0 });
    });
  }

  it("asks for what the service hides, and overwrites nothing with a mask", async () => {
    await start({ secrets: "masked", instagram: "keep" });
    const truth = fake.apps();
    const report = await importApps();
    const commands = report.match(/^ {2}pulumi config set .*$/gm) ?? [];
    assert.doesNotMatch(await folder.read("sinch-apps.ts"), /\*\*\*/);
    const { secrets } = planImport(truth, () => true, { ids: new Set(), names: new Set() });
    const values = new Map(secrets.map(({ key, text }) => [key, text]));
    for (const command of commands) await folder.shell(command, values.get(command.split(" ").at(-1) ?? "") ?? "");
    await build();
    await folder.works("up", "--yes");
    await isClean();
    const patches = fake.journal.count({ operation: "update" });
    assert.equal(patches, 30);
    assert.equal(fake.journal.writes.length, patches);
    assert.deepEqual(fake.apps(), truth);
    recordFigures("import-masked", { apps: 40, hiddenSecrets: commands.length, patches });
  });

  it("leads to the same state as a program written by hand", async () => {
    await start({});
    await importApps();
    await build((program) => program.replace(/(new App\("support-000001"[\s\S]+)/, ""));
    await folder.works("up", "--yes");
    const byImport = await state();
    await folder.works("stack", "init", "by-hand");
    await folder.write("index.js", BY_HAND);
    await folder.works("up", "--yes");
    assert.deepEqual(await state(), byImport);
    assert.deepEqual(fake.journal.writes, []);
  });

  /** What the selected stack keeps of the one app in it, marks of secrets included, but for what is random. */
  const state = async (): Promise<unknown> => {
    const { deployment } = JSON.parse(await folder.works("stack", "export", "--show-secrets"));
    const app = deployment.resources.find(({ type }: { type: string }) => type.endsWith(":App"));
    const { incarnation, ...outputs } = fromEngine(app.outputs);
    assert.ok(incarnation);
    return { id: app.id, inputs: app.inputs, outputs };
  };
});

const BY_HAND = `
const pulumi = require("@pulumi/pulumi");
const { App } = require("pulumi-sinch-conversation");
new App("support", {
  adopt: "01M8TAKE0VER00000000000000",
  displayName: "Support",
  channelCredentials: [
    { channel: "WHATSAPP", staticBearer: { claimedIdentity: "whatsapp-sender-1", token: pulumi.secret("whatsapp-token-1") } },
  ],
  retentionPolicy: { retentionType: "MESSAGE_EXPIRE_POLICY", ttlDays: 180 },
  dispatchRetentionPolicy: { retentionType: "MESSAGE_EXPIRE_POLICY", ttlDays: 0 },
  processingMode: "CONVERSATION",
});
`;
