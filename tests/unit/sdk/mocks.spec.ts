import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { App, type GetAppResult, getApp, getAppOutput, getApps, getAppsOutput, type result } from "../../../sdk";

const inside = <T>(output: pulumi.Output<T>): Promise<T> => new Promise((resolve) => output.apply(resolve as never));

type Call = pulumi.runtime.Mocks["call"];

describe("a program with pulumi.runtime.setMocks", () => {
  const calls: pulumi.runtime.MockCallArgs[] = [];
  const resources: pulumi.runtime.MockResourceArgs[] = [];
  const mock = (call: Call, preview = false): Promise<void> =>
    pulumi.runtime.setMocks(
      {
        newResource: (args) => {
          resources.push(args);
          return { id: preview ? undefined : args.id || `${args.name}-id`, state: args.inputs };
        },
        call: (args) => {
          calls.push(args);
          return call(args);
        },
      },
      "project",
      "stack",
      preview,
    );
  beforeEach(() => {
    calls.length = 0;
    resources.length = 0;
  });
  after(() => pulumi.runtime.resetOptions("", "", -1, "", "", false, ""));

  const shared = { id: "01", displayName: "Shared", region: "eu", queueStats: { outboundSize: 1, outboundLimit: 2 } };
  const channel = {
    channel: "SMS",
    staticBearer: { claimedIdentity: "plan", token: "T" },
    callbackSecret: pulumi.secret("C"),
  };

  it("gets what `call` returns from look-ups, with secrets marked, and sends nothing", async () => {
    await mock(() => ({ ...shared, channelCredentials: [channel] }));
    const app = await getApp({ displayName: "Shared" });
    const { channelCredentials, ...rest } = app;
    assert.deepEqual(rest, shared);
    const [entry] = channelCredentials as [result.StaticBearerChannel];
    assert.equal(entry.staticBearer.claimedIdentity, "plan");
    for (const [secret, text] of [
      [entry.staticBearer.token, "T"],
      [entry.callbackSecret, "C"],
    ] as [pulumi.Output<string>, string][]) {
      assert.deepEqual([await inside(secret), await pulumi.isSecret(secret)], [text, true]);
    }
    assert.deepEqual(calls, [{ token: "sinch:conversation:getApp", inputs: { displayName: "Shared" } }]);
  });

  it("gets the same from output forms with arguments of resources", async () => {
    await mock(({ token, inputs }) =>
      token.endsWith("getApp") ? { ...inputs, displayName: "A" } : { apps: [shared] },
    );
    const app = new App("app", { displayName: "App", channelCredentials: [] });
    assert.equal(await inside(getAppOutput({ id: app.id, region: "br" }).region), "br");
    assert.deepEqual(await inside(getAppsOutput({ nameRegex: app.displayName }, { dependsOn: app })), [shared]);
    assert.deepEqual(calls, [
      { token: "sinch:conversation:getApp", inputs: { id: "app-id", region: "br" } },
      { token: "sinch:conversation:getApps", inputs: { nameRegex: "App" } },
    ]);
  });

  it("gets unknown look-ups in a preview from apps that don't exist yet", async () => {
    await mock(() => shared, true);
    const app = new App("app", { displayName: "App", channelCredentials: [] });
    const output = getAppOutput({ id: app.id }) as pulumi.Output<GetAppResult> & { isKnown: Promise<boolean> };
    assert.equal(await output.isKnown, false);
    assert.deepEqual(calls, []);
  });

  it("passes an App's arguments to `newResource`, and gets its state as the App's outputs", async () => {
    await mock(() => ({}));
    const app = new App("app", { displayName: "App", region: "eu", channelCredentials: [channel as never] });
    assert.deepEqual(
      await inside(pulumi.all([app.id, app.displayName, app.region, app.processingMode, app.channelCredentials])),
      ["app-id", "App", "eu", undefined, [{ channel: "SMS", staticBearer: { claimedIdentity: "plan" } }]],
    );
    const [{ type, inputs } = assert.fail()] = resources;
    assert.equal(type, "pulumi-nodejs:dynamic/sinch/conversation:App");
    assert.deepEqual(inputs.secrets.value.channelCredentials, {
      "SMS/staticBearer/token": "T",
      "SMS/callbackSecret": "C",
    });
  });

  it("reads an App with App.get", async () => {
    await mock(() => ({}));
    const app = App.get("app", "01", { region: "us" });
    assert.deepEqual(await inside(pulumi.all([app.id, app.region])), ["01", "us"]);
    assert.equal(resources[0]?.id, "01");
  });

  const wrong: [what: string, call: Call, lookUp: () => Promise<unknown>, message: string][] = [
    [
      "an error of `call`",
      () => {
        throw new Error("no such app");
      },
      () => getApp({ id: "01" }),
      "getApp: no such app",
    ],
    [
      "a promise of `call` that fails",
      async () => {
        throw new Error("no apps");
      },
      () => getApps(),
      "getApps: no apps",
    ],
    [
      "a result that is no object",
      () => undefined as never,
      () => getApp({ id: "01" }),
      "getApp: the mocks' call must return an object for sinch:conversation:getApp, not undefined",
    ],
    [
      "a result without apps",
      ({ inputs }) => inputs,
      () => getApps(),
      "getApps: the mocks' call must return { apps: [ … ] } for sinch:conversation:getApps",
    ],
    [
      "wrong arguments, before it asks the mocks,",
      () => assert.fail(),
      () => getApp({ name: "A" } as never),
      'getApp: "name" is not an argument; allowed: id, displayName, projectId, region',
    ],
  ];
  for (const [what, call, lookUp, message] of wrong) {
    it(`fails in one line for ${what}`, async () => {
      await mock(call);
      await assert.rejects(lookUp, { message });
    });
  }
});
