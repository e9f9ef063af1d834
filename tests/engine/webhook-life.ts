import assert from "node:assert/strict";
import type * as pulumi from "@pulumi/pulumi";
import type { WebhookArgs } from "pulumi-sinch-conversation";
import { type Fake, startFake } from "../../fake";
import { useEngine } from "../support/engine";
import type { Form } from "../support/forms";
import { fakeEnvironment, TestStack } from "../support/stack";
import { steps } from "../support/steps";

const TARGET = "https://hooks.example.com/sinch";
const PLANTED = ["CANARY-webhook-secret", "CANARY-client-secret", "CANARY-secret-set-by-hand", "CANARY-rotated"];

type Args = Omit<WebhookArgs, "appId">;

const EVENTS: Args = {
  target: TARGET,
  triggers: ["MESSAGE_INBOUND", "MESSAGE_DELIVERY"],
  secret: "CANARY-webhook-secret",
  clientCredentials: { clientId: "id", clientSecret: "CANARY-client-secret", endpoint: "https://auth.example.com/t" },
};

/** A webhook's life in one form, from creation to end, as one test. */
export function webhookLife(title: string, { form, App, Webhook }: Form): void {
  describe(`Webhook, ${form}, through the engine,`, function () {
    this.timeout(300_000);
    const engine = useEngine();
    let fake: Fake;
    let test: TestStack;
    let webhooks: Record<string, Args>;
    let appArgs: { region?: "us" | "eu" };
    let opts: pulumi.CustomResourceOptions;
    let said: string;

    const program = async (): Promise<void> => {
      const app = new App("app", { displayName: "Support", channelCredentials: [], ...appArgs });
      for (const [name, args] of Object.entries(webhooks)) {
        new Webhook(name, { appId: app.id, region: app.region as pulumi.Output<"us">, ...args }, opts);
      }
    };

    beforeEach(async () => {
      webhooks = { events: EVENTS, audit: { target: `${TARGET}/audit`, triggers: ["CONTACT_CREATE"] } };
      appArgs = {};
      opts = {};
      said = "";
      fake = await startFake({ targetType: "DISMISS" });
      test = await TestStack.create(engine(), fakeEnvironment(fake), program);
    });
    afterEach(async () => {
      await test?.remove();
      await fake?.close();
    });

    const up = async (): Promise<Record<string, string>> => {
      const { ok, output, steps: done } = await test.up();
      said += output;
      assert.ok(ok, output);
      return done;
    };
    const requests = (): string[] =>
      fake.journal.entries.flatMap(({ operation, collection, updateMask }) =>
        operation === "token" ? [] : [`${operation} ${collection}${updateMask ? ` ${updateMask}` : ""}`],
      );
    const writes = (): string[] => requests().filter((one) => !/^(list|get) /.test(one));

    const step = steps(title);

    step("is created beside a new app, with one token for both and one LIST of it", async () => {
      assert.deepEqual(await up(), { app: "create", events: "create", audit: "create" });
      assert.equal(fake.journal.count({ operation: "token" }), 1);
      assert.deepEqual(writes(), ["create apps", "create webhooks", "create webhooks"]);
      assert.deepEqual(
        fake.webhooks().map(({ target_type }) => target_type),
        ["HTTP", "HTTP"],
      );
    });

    step("is left alone if nothing changes, its triggers in another order included", async () => {
      fake.journal.clear();
      webhooks.events = { ...EVENTS, triggers: ["MESSAGE_DELIVERY", "MESSAGE_INBOUND"] };
      assert.deepEqual(await up(), { app: "same", events: "same", audit: "same" });
      assert.deepEqual(requests(), []);
    });

    step("is updated by what changed, and replaced by deleting it first", async () => {
      fake.journal.clear();
      webhooks.events = { ...EVENTS, secret: "CANARY-rotated", triggers: ["MESSAGE_INBOUND", "OPT_IN", "OPT_OUT"] };
      const preview = await test.preview();
      said += preview.output;
      assert.match(preview.output, /secret *: \[secret\] => \[secret\]/);
      assert.deepEqual(await up(), { app: "same", events: "update", audit: "same" });
      assert.deepEqual(writes(), ["update webhooks secret,triggers"]);
      fake.journal.clear();
      webhooks.events = { ...EVENTS };
      opts = { replaceOnChanges: ["secret"] };
      const before = fake.webhooks().map(({ id }) => id);
      assert.match((await up()).events ?? "", /delete-replaced.*create-replacement/);
      assert.deepEqual(writes(), ["delete webhooks", "create webhooks"]);
      assert.equal(fake.webhooks().filter(({ id }) => before.includes(id)).length, 1);
      opts = {};
    });

    step("shows in a refresh what was changed outside, by one LIST of its app, and is repaired", async () => {
      fake.journal.clear();
      const calm = await test.refresh();
      assert.match(calm.output, /4 unchanged/);
      assert.deepEqual(requests().sort(), ["get apps", "list webhooks"]);
      const { id = "" } = fake.webhooks().find(({ target }) => target === TARGET) ?? {};
      fake.editWebhook(id, (webhook) => {
        webhook.secret = "CANARY-secret-set-by-hand";
        webhook.target_type = "DISMISS";
        webhook.triggers = ["MESSAGE_INBOUND"];
      });
      const drifted = await test.refresh();
      said += drifted.output;
      assert.match(drifted.output, /~ 1 updated/);
      fake.journal.clear();
      const repaired = await up();
      assert.equal(repaired.events, "update");
      assert.deepEqual(writes(), ["update webhooks secret,target_type,triggers"]);
    });

    step("says in the preview that targets can't be swapped, and that a sixth has no room", async () => {
      const { events, audit } = webhooks as { events: Args; audit: Args };
      webhooks = { events: { ...events, target: audit.target }, audit: { ...audit, target: events.target } };
      const swap = await test.preview();
      assert.equal(swap.ok, false);
      assert.match(swap.output, /and the service allows no second one.*to swap two, go through a third target/);
      const many = [1, 2, 3].map((n) => [`w${n}`, { target: `${TARGET}/${n}`, triggers: ["OPT_IN"] as const }]);
      webhooks = { events, audit, ...Object.fromEntries(many) };
      fake.insertWebhook({ app_id: fake.apps()[0]?.id ?? "", target: `${TARGET}/by-hand` });
      const sixth = await test.preview();
      assert.match(sixth.output, /allows 5 webhooks, and this one would exceed that/);
      webhooks.one_more = { target: `${TARGET}/6`, triggers: ["OPT_IN"] };
      assert.match((await test.preview()).output, /it is webhook 6 of its app in this program, and an app can have 5/);
      webhooks = { events, audit };
      said += swap.output + sixth.output;
    });

    step("is replaced with its app, in the order that leaves nothing behind", async () => {
      fake.journal.clear();
      appArgs = { region: "eu" };
      await up();
      assert.deepEqual(writes(), [
        ...["create apps", "create webhooks", "create webhooks"],
        ...["delete webhooks", "delete webhooks", "delete apps"],
      ]);
      assert.deepEqual(
        [
          fake.records().map(({ region }) => region),
          fake.webhooks().map(({ app_id }) => fake.app(app_id)?.id === app_id),
        ],
        [["eu"], [true, true]],
      );
    });

    step("is deleted before its app, and one that went with its app is no error", async () => {
      fake.journal.clear();
      const [first] = fake.webhooks();
      fake.removeWebhook(first?.id ?? "");
      const destroyed = await test.destroy();
      assert.ok(destroyed.ok, destroyed.output);
      assert.deepEqual(writes(), ["delete webhooks", "delete webhooks", "delete apps"]);
      assert.deepEqual([fake.apps(), fake.webhooks()], [[], []]);
      const kept = await test.everythingKept();
      for (const secret of PLANTED) assert.ok(!said.includes(secret) && !kept.includes(secret), secret);
      assert.doesNotMatch(JSON.stringify(fake.journal), /CANARY/);
    });
  });
}
