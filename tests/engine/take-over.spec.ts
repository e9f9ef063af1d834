import assert from "node:assert/strict";
import ts from "typescript";
import { importApps } from "../../cli/import/import";
import { type Fake, startFake } from "../../fake";
import { FORTY, insertAll } from "../integration/cli/import-apps";
import { sinchApps } from "../support/command";
import { useEngine } from "../support/engine";
import { Program } from "../support/program";
import { fakeEnvironment } from "../support/stack";
import { steps } from "../support/steps";

// A few of the apps: two of one name, one of emoji, one with what the schema doesn't know. All 40 in take-over.long.ts.
const APPS = [0, 1, 4, 39].map((index) => FORTY[index] ?? {});

describe("taking over what exists, through the engine", function () {
  this.timeout(400_000);
  const engine = useEngine();
  let fake: Fake;
  let folder: Program;
  let ids: string[];
  let printed: string;

  beforeEach(async () => {
    printed = "";
    fake = await startFake({ pendingMs: 0 });
    ids = insertAll(fake, APPS);
    folder = await Program.create(engine(), fakeEnvironment(fake));
    await folder.project();
    await folder.write(
      "Pulumi.yaml",
      '\uFEFF"name": program # with a mark, as editors on Windows write it\r\n"runtime": nodejs\r\n',
    );
    await folder.works("stack", "init", "dev");
    await folder.shell("pulumi config set --secret support.whatsapp.token", "MINE");
  });
  afterEach(async () => {
    await folder?.remove();
    await fake?.close();
  });

  const step = steps(
    "declares it, adopts it, and goes on from there @import-secrets @import-without-patch @import-secrets-kept @import-names @import-hidden-secrets @import-bad-input",
  );
  const command = async (...args: string[]): Promise<string> => {
    const { stdout, stderr, code } = await sinchApps(args, folder.cwd, folder.env);
    printed += stdout + stderr;
    assert.equal(code, 0, stderr);
    return stdout;
  };
  /** That it compiles, too, is seen in import.spec.ts. */
  const build = async (change: (program: string) => string = (program) => program): Promise<void> => {
    const program = change(await folder.read("sinch-apps.ts"));
    await folder.write("sinch-apps.ts", program);
    const options = { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 };
    await folder.write("index.js", ts.transpileModule(program, { compilerOptions: options }).outputText);
  };
  const writes = () => fake.journal.writes.map(({ operation, updateMask }) => [operation, updateMask?.join()]);

  step("writes a program, and sets the secrets of the stack on the standard input", async () => {
    const report = await command("import");
    assert.match(report, /^sinch-apps\.ts: 4 apps declared\.\n\nStack dev: 6 secrets set in its configuration\./);
    assert.match(
      report,
      /1 secret of stack dev kept, although the service has other values:\n {2}support\.whatsapp\.token\n/,
    );
    const config = JSON.parse(await folder.works("config", "--show-secrets", "--json"));
    assert.deepEqual(config["program:support.whatsapp.token"], { value: "MINE", secret: true });
    assert.deepEqual(config["program:app-39.smoke.hills"], { value: '["north"]', secret: true });
    assert.equal(Object.keys(config).length, 7);
    await folder.shell("pulumi config set --secret support.whatsapp.token", "whatsapp-token-1");
  });

  step("adopts every app without a request that changes anything; the next preview is empty", async () => {
    await build();
    const up = await folder.works("up", "--yes", "--skip-preview");
    const [, adopted = ""] = /note: 4 apps were adopted: (.*)/.exec(up) ?? [];
    assert.deepEqual(adopted.trim().split(", ").sort(), [...ids].sort());
    assert.doesNotMatch(up, /is adopted/);
    assert.match(up, /\+ 5 created/);
    await folder.works("preview", "--expect-no-changes");
    assert.deepEqual(writes(), []);
  });

  step("leaves a secret that is set as it is, and sets those that the stack lacks when it runs again", async () => {
    const before = await folder.read("sinch-apps.ts");
    const id = fake.insert({ ...FORTY[25], display_name: "Mine" });
    await folder.shell("pulumi config set --stack dev --secret mine.telegram.token", "MINE");
    const first = await command("import", "--stack", "dev");
    assert.match(
      first,
      /1 secret of stack dev kept, although the service has other values:\n {2}mine\.telegram\.token\n/,
    );
    assert.match(
      first,
      /Next: import sinch-apps\.ts .*\(`import "\.\/sinch-apps";`.*\)\. Then `pulumi preview --stack dev`/,
    );
    const value = async () => (await folder.works("config", "get", "mine.telegram.token")).trim();
    assert.equal(await value(), "MINE");

    await folder.works("config", "rm", "mine.telegram.token");
    const program = await folder.read("sinch-apps.ts");
    const again = await command("import");
    assert.match(
      again,
      /Nothing is new.*\n\nStack dev: 1 secret set in its configuration\.\n\nNext: .*`pulumi preview`\.\n/,
    );
    assert.equal(await value(), "telegram-token");
    assert.equal(await folder.read("sinch-apps.ts"), program);
    fake.remove(id);
    await folder.write("sinch-apps.ts", before);
  });

  step(
    "adds what is new when it runs again, and asks for the secrets that the service hides and the stack lacks",
    async () => {
      fake.configure({ secrets: "masked" });
      const before = await folder.read("sinch-apps.ts");
      const added = fake.insert({ ...FORTY[25], display_name: "Added" });
      await folder.works("config", "rm", "support.whatsapp.token");
      const report = await command("import");
      assert.match(report, /sinch-apps\.ts: 1 app added/);
      assert.match(report, /The service hides 3 secrets\./);
      const program = await folder.read("sinch-apps.ts");
      assert.ok(program.startsWith(before));
      assert.match(program, new RegExp(`new App\\("added", {\\n {2}adopt: "${added}"`));

      const commands = report.match(/^ {2}pulumi config set .*$/gm) ?? [];
      const values: Record<string, string> = {
        "support.whatsapp.token": "whatsapp-token-1",
        "added.telegram.token": "telegram-token",
        "added.telegram.callback-secret": "callback-secret-1",
      };
      assert.deepEqual(
        commands.map((command) => command.split(" ").at(-1)),
        Object.keys(values),
      );
      for (const line of commands) await folder.shell(line, values[line.split(" ").at(-1) ?? ""] ?? "");
    },
  );

  step(
    "sends them in one PATCH; adopt can be deleted, and an app deleted from the program leaves the others",
    async () => {
      const truth = fake.apps();
      const [gone] = ids as [string];
      await build((program) =>
        program
          .replace(/new App\("support", \{\n( .*\n)*\}\);\n/, "")
          .replace(/^ {2}adopt: .*\n/gm, (line) => (ids.some((id) => line.includes(id)) ? "" : line)),
      );
      const up = await folder.works("up", "--yes", "--skip-preview");
      assert.match(up, /\+ 1 created\n\s+- 1 deleted\n\s+2 changes. 4 unchanged/);
      assert.deepEqual(writes(), [
        ["update", "channel_credentials"],
        ["delete", undefined],
      ]);
      assert.deepEqual(
        fake.apps(),
        truth.filter(({ id }) => id !== gone),
      );
      assert.equal(fake.received.filter(({ body }) => JSON.stringify(body ?? "").includes("**")).length, 0);
    },
  );

  step("adopts the webhooks of apps that the stack manages, and sends nothing @import-webhooks", async () => {
    const app_id = ids[1] as string;
    const client_credentials = {
      client_id: "id",
      client_secret: "client-secret-1",
      endpoint: "https://auth.example.com",
    };
    const targets = ["https://one.example.com", "https://two.example.com"];
    fake.insertWebhook({ app_id, target: targets[0] as string, triggers: ["OPT_IN"], secret: "webhook-secret-1" });
    fake.insertWebhook({ app_id, target: targets[1] as string, triggers: ["MESSAGE_INBOUND"], client_credentials });
    fake.journal.clear();
    fake.configure({ secrets: "echo" });
    assert.match(await command("import"), /^sinch-apps\.ts: 2 webhooks of managed apps added\./);
    await build();
    const up = await folder.works("up", "--yes", "--skip-preview");
    assert.match(up, /note: 2 webhooks were adopted/);
    await folder.works("preview", "--expect-no-changes");
    assert.deepEqual(writes(), []);
    assert.match(await command("import"), /Nothing is new/);
  });

  const importing = (flags: object): Promise<string> =>
    importApps({ cwd: folder.cwd, out: "sinch-apps.ts", secrets: true, ...flags }, folder.env);
  const wrong: [what: string, flags: object, message: RegExp][] = [
    ["a file that isn't TypeScript", { out: "index.js" }, /^--out: .*index\.js isn't a TypeScript file$/],
    ["a project's folder that isn't there", { cwd: "/nope" }, /^there is no folder \/nope$/],
    [
      "an expression that doesn't compile",
      { match: "(" },
      /^--match: "\(" can't be used as a regular expression: missing/,
    ],
    ["one that explodes", { match: "((a{1000}){1000}){1000}" }, /^--match: .*invalid repeat count/],
    ["a stack that isn't there", { stack: "prod" }, /no such stack|no stack named/],
  ];
  for (const [what, flags, message] of wrong) {
    step(`refuses ${what} in one line, and writes nothing`, async () => {
      const index = await folder.read("index.js");
      await assert.rejects(
        importing(flags),
        (error: Error) => message.test(error.message) && !error.message.includes("\n"),
      );
      assert.equal(await folder.read("index.js"), index);
    });
  }

  step("says where there is nothing to take over, or no access", async () => {
    assert.match(await importing({ match: "^(a+)+$" }), /has 4 apps, but no new one matches --match/);
    fake.revokeKey("key-1");
    await assert.rejects(importing({}), /\/oauth2\/token → 401/);
    fake.addKey("project-1", { keyId: "key-1", keySecret: "key-secret-1" });
    folder.env.SINCH_CONVERSATION_REGION = "br";
    fake.configure({ empty: "omit" });
    await assert.rejects(importing({}), /^CliError: project project-1, region br, has no apps$/);
  });

  step("keeps every secret out of the program, the files of the stack, and what is printed", async () => {
    const secrets =
      /(whatsapp|rcs|messenger|smoke|sms|telegram)-token|smoke-callback|callback-secret-1|key-secret|webhook-secret-1|client-secret-1/;
    assert.match(JSON.stringify(fake.apps()), secrets);
    assert.doesNotMatch(printed, secrets);
    for (const text of (await folder.filesKept()).values()) assert.doesNotMatch(text, secrets);
  });
});
