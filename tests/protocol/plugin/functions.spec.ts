import assert from "node:assert/strict";
import { type Fake, startFake } from "../../../fake";
import { PluginProvider } from "../../support/plugin-provider";

describe("the plugin's functions", function () {
  this.timeout(60_000);
  let fake: Fake;
  let provider: PluginProvider;
  let ids: string[];

  before(async () => {
    fake = await startFake({ pendingMs: 0 });
    const sms = {
      channel: "SMS",
      static_bearer: { claimed_identity: "plan", token: "CANARY-1" },
      callback_secret: "CANARY-2",
    };
    ids = [
      fake.insert({
        display_name: "Shop SE",
        channel_credentials: [sms],
        callback_settings: { secret_for_overridden_callback_urls: "CANARY-3" },
      }),
      fake.insert({
        display_name: "Shop DE",
        channel_credentials: [{ channel: "MESSENGER", static_token: { token: "CANARY-4" } }],
      }),
      fake.insert({ display_name: "Support", channel_credentials: [] }),
    ];
  });
  beforeEach(async () => {
    provider = await PluginProvider.startFor(fake);
  });
  afterEach(() => provider.stop());
  after(() => fake?.close());

  it("include getApp, by ID and by name, without secrets, and with what only the service sets", async () => {
    const byId = await provider.invoke("getApp", { id: ids[0] });
    assert.deepEqual(byId, await provider.invoke("getApp", { displayName: "Shop SE" }));
    assert.doesNotMatch(JSON.stringify(byId), /CANARY/);
    assert.deepEqual([byId.id, byId.projectId, byId.region], [ids[0], "project-1", "us"]);
    const [entry] = byId.channelCredentials as Record<string, unknown>[];
    assert.deepEqual([entry?.channel, entry?.staticBearer], ["SMS", { claimedIdentity: "plan" }]);
    assert.ok(byId.queueStats);
  });

  it("include getApps, by pattern and channel, with one LIST for several", async () => {
    fake.journal.clear();
    const [all, shops, sms] = await Promise.all([
      provider.invoke("getApps", {}),
      provider.invoke("getApps", { nameRegex: "^Shop" }),
      provider.invoke("getApps", { nameRegex: "^Shop", channel: "SMS" }),
    ]);
    const named = (result: Record<string, unknown>): unknown[] => (result.apps as { id: string }[]).map(({ id }) => id);
    assert.deepEqual([all, shops, sms].map(named), [ids, ids.slice(0, 2), ids.slice(0, 1)]);
    assert.doesNotMatch(JSON.stringify([all, shops, sms]), /CANARY/);
    assert.deepEqual(fake.journal.countByMethod(), { GET: 1 }, "one LIST");
  });

  it("include getWebhook, by ID, and by app and target, without secrets, and getWebhooks for all of an app", async () => {
    const [appId = "", other = ""] = ids;
    const target = "https://hooks.example.com/sinch";
    const clientCredentials = { client_id: "id", client_secret: "CANARY-6", endpoint: "https://auth.example.com" };
    const webhooks = [target, `${target}/2`].map((each) =>
      fake.insertWebhook({
        app_id: appId,
        target: each,
        triggers: ["OPT_IN"],
        secret: "CANARY-5",
        client_credentials: clientCredentials,
        routing_configuration: { rules: [{ secret: "CANARY-7" }] },
      }),
    );
    const byId = await provider.invoke("getWebhook", { id: webhooks[0] });
    assert.deepEqual(byId, await provider.invoke("getWebhook", { appId, target }));
    assert.deepEqual(
      [byId.id, byId.appId, byId.target, byId.region, byId.clientCredentials],
      [
        webhooks[0],
        appId,
        target,
        "us",
        { clientId: "id", endpoint: "https://auth.example.com", tokenRequestType: "BASIC" },
      ],
    );
    const { webhooks: all } = await provider.invoke("getWebhooks", { appId });
    assert.deepEqual(
      (all as { id: string }[]).map(({ id }) => id),
      webhooks,
    );
    assert.doesNotMatch(JSON.stringify([byId, all]), /CANARY/);
    assert.deepEqual(await provider.invoke("getWebhooks", { appId: other }), { webhooks: [] });
  });

  it("let getApp see what this process has just created", async () => {
    await provider.invoke("getApps", {});
    const { inputs } = await provider.check({}, { displayName: "New", channelCredentials: [] });
    const { id } = await provider.create(inputs);
    assert.equal((await provider.invoke("getApp", { displayName: "New" })).id, id);
    fake.remove(id);
  });

  const wrong: [what: string, name: string, args: Record<string, unknown>, error: RegExp][] = [
    ["neither", "getApp", {}, /^getApp: set either id or displayName/],
    [
      "a misspelt argument",
      "getApp",
      { displayname: "x" },
      /^getApp: "displayname" is not an argument; allowed: id, displayName/,
    ],
    [
      "an unknown name",
      "getApp",
      { displayName: "Shop S" },
      /^getApp: project project-1, region us, has no app "Shop S"; it has "Shop SE"/,
    ],
    ["an unknown ID", "getApp", { id: "01X" }, /^getApp: project project-1, region us, has no app 01X/],
    ["half of what is needed", "getWebhook", { appId: "x" }, /^getWebhook: set either id, or appId and target/],
    ["an unknown ID", "getWebhook", { id: "x" }, /^getWebhook: project project-1, region us, has no webhook x/],
    ["no app", "getWebhooks", {}, /^getWebhooks: set appId, as a non-empty string/],
    ["an unknown channel", "getApps", { channel: "SMSS" }, /^getApps: "SMSS" is not a channel/],
    ["a pattern that isn't one", "getApps", { nameRegex: "(" }, /^getApps: "\(" can't be used as a regular expression/],
    ["an unknown function", "getAp", {}, /^there is no function sinch:conversation:getAp: sinch:conversation:getApp, /],
  ];
  for (const [what, name, args, error] of wrong) {
    it(`refuse ${what} in ${name}`, async () => {
      await assert.rejects(provider.invoke(name, args), (thrown: { details: string }) => {
        assert.match(thrown.details, error);
        assert.match(thrown.details, / \[ERR_SINCH_\w+\]$/);
        return true;
      });
    });
  }

  it("include list, with existing resources up to a limit", async () => {
    assert.deepEqual(await provider.list(), [
      [ids[0], "Shop SE"],
      [ids[1], "Shop DE"],
      [ids[2], "Support"],
    ]);
    assert.equal((await provider.list(2)).length, 2);
    assert.deepEqual(await provider.list(0, { region: "eu" }), []);
    await assert.rejects(provider.list(0, { region: "as" }), /region/);
    provider.type = "sinch:conversation:Webhook";
    const appId = fake.insert({ display_name: "With webhooks" });
    const id = fake.insertWebhook({ app_id: appId, target: "https://hooks.example.com/list", triggers: ["OPT_IN"] });
    assert.deepEqual(await provider.list(0, { appId }), [[id, "https://hooks.example.com/list"]]);
    await assert.rejects(provider.list(), /appId is missing: webhooks are listed by it/);
    fake.remove(appId);
  });
});
