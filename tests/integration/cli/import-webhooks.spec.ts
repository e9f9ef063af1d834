import assert from "node:assert/strict";
import prettier from "prettier";
import { planImport } from "../../../cli/import/plan";
import { programOf, readProgram } from "../../../cli/import/program";
import { type Value, withSecrets } from "../../../cli/import/value";
import { type ManagedApp, withWebhooks } from "../../../cli/import/webhooks";
import { type Fake, startFake } from "../../../fake";
import type { Location } from "../../../provider/model/state";
import { webhookType } from "../../../provider/resources/webhook";
import { AT } from "../../support/access";
import { Lifecycle } from "../../support/lifecycle";

const NOTHING = { ids: new Set<string>(), names: new Set<string>(), variables: new Set<string>() };

describe("sinch-apps import with webhooks @import-webhooks", () => {
  let fake: Fake;
  let appId: string;
  beforeEach(async () => {
    fake = await startFake({ triggerOrder: "sorted" });
    appId = fake.insert({ display_name: "Main Shop" });
    fake.insert({ display_name: "class" });
    fake.insertWebhook({
      app_id: appId,
      target: "https://hooks.example.com/sinch",
      triggers: ["MESSAGE_INBOUND", "OPT_OUT"],
      secret: "CANARY-secret",
      client_credentials: {
        client_id: "id",
        client_secret: "CANARY-client",
        endpoint: "https://auth.example.com",
        ...({ audience: "a" } as object),
      },
      routing_configuration: { by: "sender" },
    });
    fake.insertWebhook({
      app_id: appId,
      target: "https://dead.example.com",
      target_type: "DISMISS",
      triggers: ["A_NEWER_ONE"],
    });
  });
  afterEach(() => fake.close());

  const plan = async (managed: readonly ManagedApp[] = [], ids = NOTHING.ids) => {
    const [apps, hooks] = [Lifecycle.on(fake), Lifecycle.on(fake, {}, webhookType)];
    const ofApps = planImport(await apps.context.collection.list(AT), () => true, { ...NOTHING, ids });
    const lists = [...ofApps.declarations, ...managed].map(
      async ({ id }) => [id, await hooks.context.collection.list({ ...AT, appId: id } as Location)] as const,
    );
    return withWebhooks(ofApps, managed, new Map(await Promise.all(lists)), { ...NOTHING, ids });
  };

  it("declares them beside their app, as Prettier leaves it, their secrets in the configuration", async () => {
    const { declarations, secrets, left } = await plan();
    const text = programOf(declarations);
    assert.equal(await prettier.format(text, { parser: "typescript" }), text);
    assert.match(text, /^import \{ App, Webhook \} from "pulumi-sinch-conversation";$/m);
    assert.match(text, /^const mainShop = new App\("main-shop", \{$/m);
    assert.match(text, /new Webhook\("main-shop-webhook", \{\n {2}adopt: "\w+",\n {2}appId: mainShop\.id,\n/);
    assert.match(text, /^new App\("class", /m);
    assert.match(text, /targetType: "DISMISS"/);
    assert.match(text, /"A_NEWER_ONE" as /);
    assert.doesNotMatch(text, /CANARY/);
    assert.deepEqual(
      secrets.map(({ key, text: value }) => [key, value]),
      [
        ["main-shop-webhook.secret", "CANARY-secret"],
        ["main-shop-webhook.client-credentials.client-secret", "CANARY-client"],
      ],
    );
    assert.deepEqual(
      left.map(({ paths }) => paths),
      [["routing_configuration", "client_credentials.audience"]],
    );
    // The next run adds none of them.
    const before = readProgram(text);
    assert.ok(before && fake.webhooks().every(({ id }) => before.ids.has(id)));
    assert.equal(before.names.has("main-shop-webhook-2"), true);
  });

  it("declares those of an app that is managed already, by its variable or with its ID and where that is from", async () => {
    const known = fake.webhooks()[1]?.id ?? "";
    const ids = new Set([appId, known]);
    const first = await plan([{ id: appId, name: "shop", variable: "shop" }], ids);
    assert.deepEqual(
      [...first.declarations, ...first.webhooks].map(({ name }) => name),
      ["class", "shop-webhook"],
    );
    assert.match(programOf([], undefined, undefined, first.webhooks), /^ {2}appId: shop\.id,$/m);
    const { webhooks, secrets } = await plan([{ id: appId, name: 'my "shop"' }], ids);
    const text = programOf([], undefined, undefined, webhooks);
    assert.equal(await prettier.format(text, { parser: "typescript" }), text);
    assert.match(text, /^import \{ Webhook \} from "pulumi-sinch-conversation";$/m);
    assert.match(
      text,
      /^\/\/ appId is that of the app 'my "shop"', which is declared elsewhere: its \.id says it better\.\nnew Webhook/m,
    );
    assert.match(text, new RegExp(`^  appId: "${appId}",$`, "m"));
    assert.doesNotMatch(text, /CANARY/);
    assert.ok(secrets.some(({ text: value }) => value === "CANARY-secret"));
    assert.ok(readProgram(text)?.ids.has(webhooks[0]?.id ?? ""));
  });

  it("finds the variable of an app in a program that was written before", async () => {
    const text = programOf((await plan()).declarations);
    const variables = ["main-shop", "class"].map((name) => readProgram(text)?.variableOf(name));
    assert.deepEqual(variables, ["mainShop", undefined]);
    const moved = text.replace("const mainShop =", "// const mainShop =");
    assert.equal(readProgram(moved)?.variableOf("main-shop"), undefined);
  });

  it("states just what is there: adopting sends nothing", async () => {
    const { declarations } = await plan();
    fake.journal.clear();
    for (const { id, fields } of declarations.flatMap(({ webhooks = [] }) => webhooks)) {
      const args = withSecrets(fields as Value, (secret) => secret.value) as Record<string, unknown>;
      const webhook = await Lifecycle.on(fake, {}, webhookType).create({ ...args, appId, adopt: id });
      assert.equal(webhook.id, id);
      assert.equal(await webhook.refresh(), "same");
    }
    assert.deepEqual(fake.journal.writes, []);
  });
});
