import assert from "node:assert/strict";
import { type Conversation, SinchClient } from "@sinch/sdk-core";
import { type Fake, type FakeOptions, startFake } from "../../../fake/index.js";
import { KEY, PROJECT } from "./client.js";

const ENTRY: Conversation.ChannelCredentialsSms = {
  channel: "SMS",
  static_bearer: { claimed_identity: "plan", token: "sms-token" },
};

for (const [form, options] of [
  ["as the service is", {}],
  ["as the SDKs' test data are", { defaults: "sdk", envelope: "flat" }],
] as [string, FakeOptions][]) {
  describe(`Sinch's official Node SDK, unchanged, on the fake ${form}, @official-sdks`, () => {
    let fake: Fake;
    const client = (keySecret = KEY.keySecret) =>
      new SinchClient({
        projectId: PROJECT,
        keyId: KEY.keyId,
        keySecret,
        conversationHostname: fake.regionUrl("eu"),
        authHostname: fake.origin,
        logger: null,
      }).conversation;

    beforeEach(async () => {
      fake = await startFake({ region: "us", pendingMs: 0, ...options });
    });
    afterEach(() => fake.close());

    it("creates, lists, reads, updates and deletes an app", async () => {
      const apps = client().app;
      const created = await apps.create({
        appCreateRequestBody: { display_name: "Support", channel_credentials: [ENTRY] },
      });
      const app_id = created.id ?? "";
      assert.equal(fake.records({ region: "eu" })[0]?.app.id, app_id);
      assert.deepEqual(
        (await apps.list({})).apps?.map(({ id }) => id),
        [app_id],
      );
      assert.equal(
        (await apps.get({ app_id })).processing_mode,
        options.defaults === "sdk" ? "CONVERSATION" : "DISPATCH",
      );

      const updated = await apps.update({
        app_id,
        update_mask: ["display_name", "retention_policy"],
        appUpdateRequestBody: {
          display_name: "Sales",
          retention_policy: { retention_type: "MESSAGE_EXPIRE_POLICY", ttl_days: 30 },
          smart_conversation: { enabled: true },
        },
      });
      assert.equal(updated.display_name, "Sales");
      assert.deepEqual(fake.app(app_id)?.retention_policy, { retention_type: "MESSAGE_EXPIRE_POLICY", ttl_days: 30 });
      assert.deepEqual(fake.app(app_id)?.smart_conversation, { enabled: false });
      assert.deepEqual(fake.journal.last()?.updateMask, ["display_name", "retention_policy"]);

      await apps.delete({ app_id });
      assert.deepEqual(fake.apps(), []);
      assert.equal(fake.journal.count({ operation: "token" }), 1);
    });

    it("creates, lists, reads, updates and deletes a webhook", async () => {
      const { webhooks } = client();
      const [app_id, other] = [fake.insert({ display_name: "A" }, { region: "eu" }), fake.insert({}, { region: "eu" })];
      const created = await webhooks.create({
        webhookCreateRequestBody: {
          app_id,
          target: "https://my-callback-server.com/capability",
          target_type: "HTTP",
          triggers: ["CAPABILITY"],
          secret: "CactusKnight_SurfsWaves",
        },
      });
      const webhook_id = created.id ?? "";
      assert.equal(created.client_credentials, null);
      assert.deepEqual(
        (await webhooks.list({ app_id })).webhooks?.map(({ id }) => id),
        [webhook_id],
      );
      assert.deepEqual((await webhooks.list({ app_id: other })).webhooks, []);
      // As in Sinch's own test: another app, target, triggers and secret, without a mask.
      const change = {
        app_id: other,
        target: "https://my-callback-server.com/capability-optin-optout",
        triggers: ["CAPABILITY", "OPT_IN", "OPT_OUT"] as const,
        secret: "SpacePanda_RidesUnicycle",
      };
      const webhookUpdateRequestBody = { ...change, triggers: [...change.triggers] };
      await webhooks.update({ webhook_id, webhookUpdateRequestBody });
      assert.deepEqual(await webhooks.get({ webhook_id }), { ...created, ...webhookUpdateRequestBody });
      await webhooks.delete({ webhook_id });
      assert.deepEqual(fake.webhooks(), []);
    });

    it("renews an expired token once and repeats the call", async () => {
      const apps = client().app;
      await apps.list({});
      fake.expireTokens();
      assert.deepEqual((await apps.list({})).apps, []);
      assert.deepEqual(
        fake.journal.entries.map(({ operation, status }) => `${operation} ${status}`),
        ["token 200", "list 200", "list 401", "token 200", "list 200"],
      );
    });

    it("reports refusals as errors with their status", async () => {
      await assert.rejects(client("wrong").app.list({}), { statusCode: 401 });
      await assert.rejects(client().app.get({ app_id: "nobody" }), { statusCode: 404 });
      const noName = { channel_credentials: [ENTRY] } as unknown as Conversation.AppCreateRequest;
      await assert.rejects(client().app.create({ appCreateRequestBody: noName }), { statusCode: 400 });
    });
  });
}
