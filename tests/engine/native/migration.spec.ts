import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { type Fake, startFake } from "../../../fake";
import type { AppArgs, AppLookup, WebhookArgs } from "../../../sdk";
import * as dynamic from "../../../sdk";
import * as native from "../../../sdk/native";
import { useEngine } from "../../support/engine";
import { fakeEnvironment, type Run, TestStack } from "../../support/stack";

// One program, whose line of imports changes.

/** What both modules offer. */
interface Sdk {
  readonly App: {
    new (name: string, args: AppArgs, opts?: pulumi.CustomResourceOptions): pulumi.CustomResource;
    get(name: string, id: string, state?: AppLookup): pulumi.CustomResource;
  };
  readonly Webhook: { new (name: string, args: WebhookArgs): pulumi.CustomResource };
}

describe("An app, and its webhook, that move between the dynamic and the native form @forms", function () {
  this.timeout(300_000);
  const engine = useEngine();
  let fake: Fake;
  let stack: TestStack;
  let lookedUp: string;
  let printed = "";
  let token = "CANARY-token";
  let telegram: AppArgs["channelCredentials"][] = [];

  before(async () => {
    fake = await startFake();
    fake.addKey("project-2", { keyId: "key-2", keySecret: "key-secret-2" });
    lookedUp = fake.insert({ display_name: "Looked up", channel_credentials: [] });
    stack = await TestStack.create(engine(), fakeEnvironment(fake), programOf(dynamic));
    const projects = JSON.stringify({ "project-2": { keyId: "key-2", keySecret: "key-secret-2" } });
    await stack.stack.setAllConfig({ "sinch:projects": { value: projects, secret: true } });
  });
  after(async () => {
    await stack?.remove();
    await fake?.close();
  });

  function programOf({ App, Webhook }: Sdk): pulumi.automation.PulumiFn {
    return async () => {
      const channelCredentials: AppArgs["channelCredentials"] = [
        ...(telegram as never[]),
        { channel: "SMS", staticBearer: { claimedIdentity: "plan", token }, callbackSecret: pulumi.secret("CANARY-c") },
      ];
      const app = new App(
        "app",
        {
          displayName: "App",
          channelCredentials,
          callbackSettings: { secretForOverriddenCallbackUrls: "CANARY-setting" },
          retentionPolicy: { retentionType: "MESSAGE_EXPIRE_POLICY", ttlDays: 20 },
        },
        { protect: true },
      );
      new App("other", { displayName: pulumi.secret("CANARY-name"), channelCredentials: [], projectId: "project-2" });
      App.get("looked-up", lookedUp);
      new Webhook("webhook", {
        appId: app.id,
        target: "https://hooks.example.com/sinch",
        triggers: ["MESSAGE_INBOUND", "MESSAGE_DELIVERY"],
        secret: "CANARY-webhook",
        clientCredentials: { clientId: "id", clientSecret: "CANARY-client", endpoint: "https://auth.example.com" },
      });
    };
  }

  /** An operation, and what it wrote at the service. */
  async function wrote(operation: () => Promise<Run>): Promise<{ run: Run; written: unknown[] }> {
    const before = fake.received.length;
    const run = await operation();
    assert.ok(run.ok, run.output);
    printed += run.output;
    const writes = fake.received.slice(before).filter((each) => /^(create|update|delete)$/.test(each.operation ?? ""));
    return {
      run,
      written: writes.map(({ operation: name, query }) => [name, new URLSearchParams(query).get("update_mask")]),
    };
  }
  const up = (): ReturnType<typeof wrote> => wrote(() => stack.up());

  const stepsOf = ({ steps }: Run): unknown[] => [steps.app, steps.other, steps.webhook];

  async function assertMoved(written: readonly unknown[] = []): Promise<void> {
    const preview = await wrote(() => stack.preview());
    assert.deepEqual([stepsOf(preview.run), preview.written], [["update", "update", "update"], []]);
    const moved = await up();
    assert.deepEqual([stepsOf(moved.run), moved.written], [["update", "update", "update"], written]);
    const again = await wrote(() => stack.preview());
    assert.deepEqual(stepsOf(again.run), ["same", "same", "same"]);
  }

  it("becomes native by the import line alone, with its channels in order, protected, in two projects, without a write", async () => {
    await up();
    // A channel in front of others: the dynamic host keeps it at the end.
    telegram = [{ channel: "TELEGRAM", telegramCredentials: { token: "CANARY-telegram" } }] as never;
    await up();
    stack.use(programOf(native));
    await assertMoved();
    const { app, other } = await stack.apps();
    assert.ok(app);
    assert.deepEqual(app.inputs.channelCredentials, [
      { channel: "TELEGRAM", telegramCredentials: { token: "[secret]" } },
      {
        channel: "SMS",
        staticBearer: { claimedIdentity: "plan", token: "[secret]" },
        callbackSecret: "[secret]",
      },
    ]);
    assert.deepEqual(app.outputs.channelCredentials, [
      { channel: "TELEGRAM", telegramCredentials: {} },
      { channel: "SMS", staticBearer: { claimedIdentity: "plan" } },
    ]);
    assert.ok(app.urn.includes("sinch:conversation:App::app") && !app.urn.includes("dynamic"), app.urn);
    assert.equal(other?.inputs.projectId, "project-2");
    assert.doesNotMatch(JSON.stringify(app), /__provider|"secrets"/);
  });

  it("stays as it is at a refresh, and becomes dynamic again without a write", async () => {
    const refresh = await wrote(() => stack.refresh());
    assert.deepEqual(refresh.run.changes, {});
    stack.use(programOf(dynamic));
    await assertMoved();
    const { app } = await stack.apps();
    assert.ok(app);
    assert.ok(app.urn.includes("pulumi-nodejs:dynamic/sinch/conversation:App::app"), app.urn);
    assert.equal(typeof app.outputs.__provider, "string");
    assert.doesNotMatch(JSON.stringify(app.outputs.channelCredentials), /secret/);
  });

  it("keeps drift that a refresh found in between, and sends that alone when it moves", async () => {
    const [app] = fake.apps({ projectId: "project-1" }).filter(({ display_name }) => display_name === "App");
    assert.ok(app?.id);
    stack.use(programOf(native));
    fake.edit(app.id, (live) => Object.assign(live.retention_policy ?? {}, { ttl_days: 99 }));
    const refresh = await wrote(() => stack.refresh());
    assert.deepEqual(refresh.run.changes.app, ["retentionPolicy.ttlDays"]);
    await assertMoved([["update", "retention_policy"]]);
  });

  it("sends what changes with the move, a token too", async () => {
    token = "CANARY-rotated";
    stack.use(programOf(dynamic));
    await assertMoved([["update", "channel_credentials"]]);
    token = "CANARY-again";
    stack.use(programOf(native));
    await assertMoved([["update", "channel_credentials"]]);
    assert.match(JSON.stringify(fake.apps()), /CANARY-again/);
  });

  it("shows no secret in all that, and keeps none in plain @planted-secrets", async () => {
    assert.doesNotMatch(printed + (await stack.everythingKept()), /CANARY/);
  });
});
