import assert from "node:assert/strict";
import ts from "typescript";
import { type Fake, startFake } from "../../../fake";
import { FORTY, insertAll } from "../../integration/cli/import-apps";
import { sinchApps } from "../../support/command";
import { useEngine } from "../../support/engine";
import { Program } from "../../support/program";
import { fakeEnvironment } from "../../support/stack";
import { steps } from "../../support/steps";

const TARGET = "https://hooks.example.com/sinch";

describe("sinch-apps on a native stack", function () {
  this.timeout(200_000);
  const engine = useEngine();
  let fake: Fake;
  let folder: Program;
  let ids: string[];

  beforeEach(async () => {
    fake = await startFake({ pendingMs: 0 });
    // One with what the schema doesn't know, and one with a webhook.
    ids = insertAll(fake, [FORTY[2] ?? {}, FORTY[39] ?? {}]);
    const [app_id = ""] = ids;
    fake.insertWebhook({ app_id, target: TARGET, triggers: ["MESSAGE_INBOUND"], secret: "CANARY-webhook" });
    folder = await Program.create(engine(), fakeEnvironment(fake));
    await folder.project();
    await folder.works("stack", "init", "dev");
  });
  afterEach(async () => {
    await folder?.remove();
    await fake?.close();
  });

  const command = async (code: number, ...args: string[]): Promise<string> => {
    const ended = await sinchApps(args, folder.cwd, folder.env);
    assert.equal(ended.code, code, ended.output);
    assert.doesNotMatch(ended.output, /CANARY/);
    return ended.stdout;
  };
  const build = async (): Promise<void> => {
    const options = { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 };
    const program = await folder.read("sinch-apps.ts");
    await folder.write("index.js", ts.transpileModule(program, { compilerOptions: options }).outputText);
  };

  const step = steps("takes over what exists, says that all is well, and finds drift @forms @import-webhooks @doctor");

  step("import --native declares apps and webhooks of the native form, which are adopted without a write", async () => {
    const report = await command(0, "import", "--native");
    assert.match(report, /^sinch-apps\.ts: 2 apps with 1 webhook declared\./);
    assert.match(report, /Next: say in Pulumi\.yaml where the plugin is \(docs\/native\.md\), import sinch-apps\.ts/);
    assert.match(
      await folder.read("sinch-apps.ts"),
      /^import \{ App, Webhook, otherChannel \} from "pulumi-sinch-conversation\/native";$/m,
    );
    await build();
    assert.match(await folder.works("up", "--yes", "--skip-preview"), /\+ 4 created/);
    await folder.works("preview", "--expect-no-changes");
    assert.deepEqual(fake.journal.writes, []);
    const { deployment } = JSON.parse(await folder.works("stack", "export"));
    const types = deployment.resources
      .map(({ type }: { type: string }) => type)
      .filter((type: string) => /^sinch:/.test(type));
    assert.deepEqual(types.sort(), ["sinch:conversation:App", "sinch:conversation:App", "sinch:conversation:Webhook"]);
  });

  step("doctor names the stack's apps among those of the service, and its channels", async () => {
    const said = await command(0, "doctor");
    assert.match(said, /stack +dev of project program, 2 apps$/m);
    assert.match(said, /apps +2 in project project-1, .*; 2 of the stack's 2 among them$/m);
    assert.match(said, /channels +none is failing/);
    assert.match(said, /All checks passed\./);
  });

  step("import in a native stack adds nothing that is managed, and keeps to its form without a flag", async () => {
    assert.match(
      await command(0, "import", "--out", "more.ts"),
      /which the stack has already, with all webhooks\. Nothing is new/,
    );
    const id = fake.insert({ display_name: "One more", channel_credentials: [] });
    await command(0, "import", "--out", "more.ts");
    const more = await folder.read("more.ts");
    assert.match(more, /^import \{ App \} from "pulumi-sinch-conversation\/native";$/m);
    assert.equal(more.match(/adopt: "(.*)"/)?.[1], id);
    fake.remove(id);
  });

  step("drift compares both, and names no secret", async () => {
    assert.match(await command(0, "drift"), /^In sync: 2 in sync, of 2 apps; 1 in sync, of 1 webhook/);
    const [webhook = assert.fail()] = fake.webhooks();
    fake.editWebhook(webhook.id ?? "", (live) => Object.assign(live, { secret: "CANARY-by-hand" }));
    fake.edit(ids[0] ?? "", (live) => Object.assign(live, { display_name: "Drifted" }));
    const said = await command(2, "drift");
    assert.match(said, /displayName/);
    assert.match(said, /secret/);
  });
});
