import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { parse, stringify } from "yaml";
import { type Fake, startFake } from "../../../fake";
import { CHECKOUT } from "../../support/checkout";
import { useEngine } from "../../support/engine";
import { useLanguageHost } from "../../support/language-host";
import { Program } from "../../support/program";
import { fakeEnvironment } from "../../support/stack";

// examples/yaml, operated as a user does, with the plugin as the build bundles it.

interface Project {
  resources: Record<string, { type: string; properties: Record<string, unknown> }>;
}

/** An app on a channel, and with a field, that this version doesn't know. */
const PIGEON = `
  pigeon:
    type: sinch:conversation:App
    properties:
      displayName: Pigeon
      channelCredentials:
        - channel: PIGEON
          extraFields: { loft: { token: "\${smsToken}" } }
      extraFields: { new_limits: [1, 2] }
`;
const withPigeon = (text: string): string => text.replace(/^resources:$/m, `$&${PIGEON}`);

describe("examples/yaml: a program in YAML", function () {
  this.timeout(90_000);
  const engine = useEngine();
  const yamlHost = useLanguageHost("yaml", engine);
  const text = readFile(path.join(CHECKOUT, "examples/yaml/Pulumi.yaml"), "utf8").then(withPigeon);
  let fake: Fake;
  let program: Program;
  let printed = "";

  before(async () => {
    fake = await startFake({ unknownFields: "keep" });
    program = await Program.create(engine(), fakeEnvironment(fake));
    program.env.PATH = [yamlHost(), program.env.PATH].join(path.delimiter);
    await write(await text);
    await works("stack", "init", "dev");
    const secrets = ["smsToken", "messengerToken"].flatMap((name) => ["--secret", `${name}=CANARY-${name}`]);
    await works("config", "set-all", "--plaintext", "smsServicePlanId=plan", ...secrets);
  });
  after(async () => {
    await fake?.close();
    await program?.remove();
  });

  const write = (project: string): Promise<void> =>
    program.write("Pulumi.yaml", project.replace("../../dist/plugin", path.join(CHECKOUT, "dist/plugin")));
  async function works(...args: string[]): Promise<string> {
    const { code, output } = await program.pulumi(...args);
    assert.equal(code, 0, `pulumi ${args.join(" ")}\n${output}`);
    printed += output;
    return output;
  }
  const up = (): Promise<string> => works("up", "--yes", "--skip-preview", "--diff");
  const app = (name: string) => {
    const found = fake.apps().find(({ display_name }) => display_name === name);
    assert.ok(found, name);
    return found;
  };
  const writes = (): unknown[] =>
    fake.received.flatMap(({ operation, body }) => (/^(create|update|delete)$/.test(operation ?? "") ? [body] : []));

  it("creates its apps, and then changes nothing", async () => {
    await up();
    assert.deepEqual(
      app("Support").channel_credentials?.map(({ channel }) => channel),
      ["SMS", "MESSENGER"],
    );
    assert.equal(app("Alerts").processing_mode, "DISPATCH");
    const pigeon = app("Pigeon");
    assert.deepEqual(
      [pigeon.new_limits, pigeon.channel_credentials?.[0]?.loft],
      [[1, 2], { token: "CANARY-smsToken" }],
    );
    await works("preview", "--expect-no-changes");
  });

  it("shows a change at its path, and sends that alone", async () => {
    await write((await text).replace("ttlDays: 30", "ttlDays: 14"));
    assert.match(await works("preview"), /Support +update +\[diff: ~retentionPolicy\]/i);
    const before = writes().length;
    assert.match(await up(), /~ retentionPolicy: \{\s+~ ttlDays: 30 => 14\s+\}/);
    assert.deepEqual(writes().slice(before), [
      { retention_policy: { retention_type: "MESSAGE_EXPIRE_POLICY", ttl_days: 14 } },
    ]);
  });

  it("finds drift, and puts it back", async () => {
    fake.edit(app("Support").id as string, ({ retention_policy }) =>
      Object.assign(retention_policy ?? {}, { ttl_days: 99 }),
    );
    assert.match(await works("refresh", "--yes", "--skip-preview", "--diff"), /~ ttlDays: 14 => 99/);
    assert.match(await up(), /~ ttlDays: 99 => 14/);
    assert.equal(app("Support").retention_policy?.ttl_days, 14);
  });

  it("takes an app over by `pulumi import`, whose text it prints, and then changes nothing", async () => {
    const id = fake.insert({
      display_name: "By hand",
      channel_credentials: [{ channel: "TELEGRAM", telegram_credentials: { token: "telegram" } }],
    });
    await works("import", "sinch:conversation:App", "byHand", id, "--yes", "--skip-preview", "--out", "imported.yaml");
    const imported = parse(await program.read("imported.yaml")) as Project;
    assert.deepEqual(Object.keys(imported.resources), ["byHand"]);
    const project = parse(await program.read("Pulumi.yaml")) as Project;
    Object.assign(project.resources, imported.resources);
    await write(stringify(project));
    await works("preview", "--expect-no-changes");
  });

  it("shows no secret in all that, and keeps none in plain @planted-secrets", async () => {
    const kept = [...(await program.filesKept())].filter(([file]) => file.includes("backend"));
    assert.ok(kept.length > 3);
    assert.doesNotMatch(printed + JSON.stringify(kept), /CANARY/);
  });

  it("deletes what it manages", async () => {
    await works("state", "unprotect", "--all", "--yes");
    await works("destroy", "--yes", "--skip-preview");
    assert.deepEqual(fake.apps(), []);
  });
});
