import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import {
  type GetWebhookArgs,
  getWebhook,
  getWebhookOutput,
  getWebhooks,
  getWebhooksOutput,
} from "pulumi-sinch-conversation";
import { type Fake, startFake } from "../../../fake";

const TARGET = "https://hooks.example.com/sinch";

const inside = <T>(output: pulumi.Output<T>): Promise<T> =>
  new Promise((resolve) => output.apply((value) => resolve(value as T)));

describe("getWebhook and getWebhooks", () => {
  let fake: Fake;
  let appId: string;
  beforeEach(async () => {
    fake = await startFake();
    appId = fake.insert({ display_name: "Support" });
    pulumi.runtime.setAllConfig({
      "sinch:projectId": "project-1",
      "sinch:region": "us",
      "sinch:keyId": "key-1",
      "sinch:keySecret": "key-secret-1",
      "sinch:apiUrl": fake.apiUrl,
    });
  });
  afterEach(async () => {
    pulumi.runtime.setAllConfig({});
    await fake.close();
  });
  const insert = (target = TARGET): string =>
    fake.insertWebhook({
      app_id: appId,
      target,
      triggers: ["OPT_IN"],
      secret: "CANARY-secret",
      client_credentials: { client_id: "id", client_secret: "CANARY-client", endpoint: "https://auth.example.com" },
      routing_configuration: { rules: [{ secret: "CANARY-routing" }] },
    });

  it("return a webhook by ID, or by app and target, with its secrets marked @look-up @look-up-secrets", async () => {
    const id = insert();
    for (const args of [{ id }, { appId, target: TARGET }]) {
      const found = await getWebhook(args as GetWebhookArgs);
      assert.deepEqual(
        [found.id, found.appId, found.target, found.targetType, found.triggers, found.region],
        [id, appId, TARGET, "HTTP", ["OPT_IN"], "us"],
      );
      assert.doesNotMatch(
        JSON.stringify(found, (_, value) => (pulumi.Output.isInstance(value) ? 0 : value)),
        /CANARY/,
      );
      const secrets = [found.secret, found.clientCredentials?.clientSecret] as pulumi.Output<string>[];
      assert.deepEqual(await Promise.all(secrets.map(pulumi.isSecret)), [true, true]);
      assert.deepEqual(await Promise.all(secrets.map(inside)), ["CANARY-secret", "CANARY-client"]);
    }
    fake.configure({ secrets: "masked" });
    assert.equal((await getWebhook({ id })).secret, undefined);
  });

  it("return all of an app, oldest first, as do their output forms", async () => {
    const ids = [insert(), insert(`${TARGET}/2`)];
    assert.deepEqual(
      (await getWebhooks({ appId })).map(({ id }) => id),
      ids,
    );
    assert.deepEqual(await getWebhooks({ appId: fake.insert({}) }), []);
    const listed = await inside(getWebhooksOutput({ appId: pulumi.output(appId) }));
    assert.deepEqual(
      listed.map(({ id }) => id),
      ids,
    );
    const { target } = await inside(getWebhookOutput({ id: pulumi.output(ids[1] as string) }));
    assert.equal(target, `${TARGET}/2`);
  });

  const WRONG: readonly [what: string, args: object, message: RegExp][] = [
    ["no such ID", { id: "nobody" }, /^getWebhook: project project-1, region us, has no webhook nobody$/],
    ["no such target", { appId: "APP", target: "x" }, /region us, app \S+ has no webhook "x"$/],
    ["half of it", { appId: "APP" }, /set either id, or appId and target/],
    ["all of it", { appId: "APP", target: "x", id: "y" }, /set either id, or appId and target/],
    ["a misspelt name", { appID: "APP", target: "x" }, /"appID" is not an argument; allowed: id, appId, target/],
    ["an output", { id: pulumi.output("x") }, /use getWebhookOutput, which waits for it/],
  ];
  it("report what is wrong", async () => {
    for (const [what, args, message] of WRONG) {
      const own = Object.fromEntries(
        Object.entries(args).map(([name, value]) => [name, value === "APP" ? appId : value]),
      );
      await assert.rejects(getWebhook(own as GetWebhookArgs), { message }, what);
    }
    await assert.rejects(getWebhooks({ appId: "" }), /set appId, as a non-empty string/);
  });
});
