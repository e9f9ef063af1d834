import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { packageVersion } from "../../../../provider";
import schema from "../../../../provider/hosts/plugin/schema.json";
import type { AppArgs } from "../../../../sdk";
import {
  App,
  type GetAppResult,
  getApp,
  getAppOutput,
  getApps,
  getAppsOutput,
  getWebhook,
  getWebhookOutput,
  getWebhooks,
  getWebhooksOutput,
  otherChannel,
  Provider,
  type ProviderArgs,
  Webhook,
  type WebhookArgs,
} from "../../../../sdk/native";

const inside = <T>(output: pulumi.Output<T>): Promise<T> => new Promise((resolve) => output.apply(resolve as never));

/** Never called: `tsc` fails where a line marked below is no error. */
function wrong(found: GetAppResult): void {
  // @ts-expect-error a region that doesn't exist
  new App("a", { displayName: "A", channelCredentials: [], region: "mars" });
  // @ts-expect-error a misspelt setting
  new Provider("p", { projectID: "P" });
  // @ts-expect-error a look-up gives no secrets
  found.callbackSettings?.secretForOverriddenCallbackUrls;
}
void wrong;

describe("pulumi-sinch-conversation/native: a program with pulumi.runtime.setMocks", () => {
  const resources: pulumi.runtime.MockResourceArgs[] = [];
  const calls: pulumi.runtime.MockCallArgs[] = [];
  const shared = { id: "01", displayName: "Shared" };
  beforeEach(async () => {
    resources.length = 0;
    calls.length = 0;
    await pulumi.runtime.setMocks({
      newResource: (args) => {
        resources.push(args);
        return { id: args.id || `${args.name}-id`, state: args.inputs };
      },
      call: (args) => {
        calls.push(args);
        return /getApp$|getWebhook$/.test(args.token) ? shared : { apps: [shared], webhooks: [shared] };
      },
    });
  });
  after(() => pulumi.runtime.resetOptions("", "", -1, "", "", false, ""));

  const args: AppArgs = {
    displayName: "App",
    region: "eu",
    channelCredentials: [
      { channel: "SMS", staticBearer: { claimedIdentity: "plan", token: "T" }, callbackSecret: pulumi.secret("C") },
    ],
  };

  it("passes each App argument in place, secrets too, under the plugin's type", async () => {
    const app = new App("app", args);
    assert.deepEqual(await inside(pulumi.all([app.id, app.region, app.processingMode])), ["app-id", "eu", undefined]);
    const [{ type, inputs } = assert.fail()] = resources;
    assert.equal(type, "sinch:conversation:App");
    // Mocks get a list with a secret in it as one secret.
    const [channel] = inputs.channelCredentials.value;
    assert.deepEqual(channel.staticBearer, { claimedIdentity: "plan", token: "T" });
    assert.doesNotMatch(JSON.stringify(Object.keys(inputs)), /secrets|__provider|byPosition/);
    assert.ok(App.isInstance(app));
  });

  it("reads an app by ID with App.get", async () => {
    assert.deepEqual(await inside(App.get("app", "01", { region: "us" }).id), "01");
    assert.equal(resources[0]?.id, "01");
  });

  it("refuses invalid App arguments in one line, and accepts the option import", () => {
    assert.throws(() => new App("a", { ...args, id: "01" } as AppArgs), /App "a": id is set by the service/);
    assert.throws(
      () => new App("a", pulumi.output(args) as never),
      /App "a": the second argument must be an object, no/,
    );
    assert.throws(() => App.get("a", ""), /App "a": App\.get needs the app's ID/);
    new App("a", args, { import: "01" });
  });

  it("passes each Webhook argument in place under the plugin's type with the dynamic one as alias, and refuses a sixth webhook", async () => {
    const app = new App("app", { ...args, channelCredentials: [otherChannel("PIGEON", { loft: "a" })] });
    const webhook: WebhookArgs = { appId: app.id, target: "https://a.example", triggers: ["OPT_IN"], secret: "S" };
    const made = new Webhook("w1", webhook);
    assert.deepEqual(await inside(pulumi.all([made.target, made.targetType])), ["https://a.example", undefined]);
    const { type, inputs } = resources.find(({ name }) => name === "w1") ?? assert.fail();
    assert.deepEqual([type, inputs.appId, inputs.secret], ["sinch:conversation:Webhook", "app-id", "S"]);
    assert.ok(Webhook.isInstance(made) && !App.isInstance(made));
    assert.throws(
      () => new Webhook("w", { ...webhook, id: "01" } as WebhookArgs),
      /Webhook "w": id is set by the service/,
    );
    assert.throws(() => Webhook.get("w", ""), /Webhook "w": Webhook\.get needs the webhook's ID/);
    for (const n of [2, 3, 4, 5]) new Webhook(`w${n}`, webhook);
    assert.throws(() => new Webhook("w6", webhook), /Webhook "w6": it is webhook 6 of its app/);
  });

  it("passes each Provider setting of the schema as a string, as the engine requires, with keys as secrets", async () => {
    const all: Required<ProviderArgs> = {
      projectId: "P",
      region: "eu",
      keyId: "K",
      keySecret: "S",
      projects: { Q: { keyId: "L", keySecret: "T" } },
      authMethod: "basic",
      timeoutSeconds: 7,
      channelTimeout: 60,
      sharedIdentities: "refuse",
      plainUrls: "a test system",
      apiUrl: "http://127.0.0.1:1",
      authUrl: "http://127.0.0.1:2",
    };
    const provider = new Provider("eu", all);
    await inside(provider.urn);
    assert.deepEqual(Object.keys(all).sort(), Object.keys(schema.provider.inputProperties).sort());
    const [{ type, inputs } = assert.fail()] = resources;
    assert.equal(type, "pulumi:providers:sinch");
    const { keySecret, projects, ...plain } = inputs;
    assert.deepEqual(plain, {
      projectId: "P",
      region: "eu",
      keyId: "K",
      authMethod: "basic",
      timeoutSeconds: "7",
      channelTimeout: 60,
      sharedIdentities: "refuse",
      plainUrls: "a test system",
      apiUrl: "http://127.0.0.1:1",
      authUrl: "http://127.0.0.1:2",
    });
    assert.deepEqual([keySecret.value, JSON.parse(projects.value)], ["S", all.projects]);
    assert.ok(Provider.isInstance(provider));
  });

  it("calls the plugin's functions for look-ups, in output forms with arguments of resources", async () => {
    const app = new App("app", args);
    assert.deepEqual(await getApp({ displayName: "Shared" }), shared);
    assert.deepEqual(await getApps({ nameRegex: "^S" }), [shared]);
    assert.deepEqual(await inside(getAppOutput({ id: app.id })), shared);
    assert.deepEqual(await inside(getAppsOutput({ channel: "SMS" })), [shared]);
    assert.deepEqual(await getWebhook({ id: "w" }), shared);
    assert.deepEqual(await getWebhooks({ appId: "01" }), [shared]);
    assert.deepEqual(await inside(getWebhookOutput({ appId: app.id, target: "https://a.example" })), shared);
    assert.deepEqual(await inside(getWebhooksOutput({ appId: app.id })), [shared]);
    assert.deepEqual(
      calls.map(({ token, inputs }) => [token, inputs]),
      [
        ["sinch:conversation:getApp", { displayName: "Shared" }],
        ["sinch:conversation:getApps", { nameRegex: "^S" }],
        ["sinch:conversation:getApp", { id: "app-id" }],
        ["sinch:conversation:getApps", { channel: "SMS" }],
        ["sinch:conversation:getWebhook", { id: "w" }],
        ["sinch:conversation:getWebhooks", { appId: "01" }],
        ["sinch:conversation:getWebhook", { appId: "app-id", target: "https://a.example" }],
        ["sinch:conversation:getWebhooks", { appId: "app-id" }],
      ],
    );
    await assert.rejects(getApp({ name: "A" } as never), /"name" is not an argument; allowed: id, displayName, projec/);
    await assert.rejects(getApp({ id: app.id } as never), /"id" is an Output: use getAppOutput, which waits for it/);
    assert.match(packageVersion, /^\d/);
  });
});
