import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { App, otherChannel } from "pulumi-sinch-conversation";
import { type Fake, startFake } from "../../fake";
import { sinchApps } from "../support/command";
import { useEngine } from "../support/engine";
import { fakeEnvironment, TestStack } from "../support/stack";

describe("extraFields in a program @extra-fields", function () {
  this.timeout(90_000);
  const engine = useEngine();
  let fake: Fake;
  let test: TestStack;
  let mode = "CANARY-fast";

  before(async () => {
    fake = await startFake({ unknownFields: "keep" });
    test = await TestStack.create(engine(), fakeEnvironment(fake), async () => {
      const secret = pulumi.secret("CANARY-secret");
      new App("app", {
        displayName: "App",
        channelCredentials: [
          {
            channel: "SMS",
            staticBearer: { claimedIdentity: "plan", token: secret },
            extraFields: { new_leaf: [secret], deep: { a: pulumi.output(7), token: secret } },
          },
          otherChannel("PIGEON", { pigeon_credentials: { loft_id: "CANARY-loft", token: secret } }),
        ],
        extraFields: { new_mode: mode, nested: { token: secret, on: true }, list: [{ token: secret }] },
      });
    });
  });
  after(async () => {
    await test?.remove();
    await fake?.close();
  });

  it("reach the service with outputs resolved, show nothing of their secrets, and are no change afterwards", async () => {
    const up = await test.up();
    assert.ok(up.ok, up.output);
    const [wire] = fake.apps();
    assert.equal(wire?.new_mode, "CANARY-fast");
    assert.deepEqual(wire?.nested, { token: "CANARY-secret", on: true });
    assert.deepEqual(wire?.list, [{ token: "CANARY-secret" }]);
    const [sms, pigeon] = wire?.channel_credentials ?? [];
    assert.deepEqual([sms?.new_leaf, sms?.deep], [["CANARY-secret"], { a: 7, token: "CANARY-secret" }]);
    assert.deepEqual(pigeon?.pigeon_credentials, { loft_id: "CANARY-loft", token: "CANARY-secret" });
    const state = JSON.stringify((await test.stack.exportStack()).deployment);
    assert.doesNotMatch(state.replace(/"plaintext":"(?:[^"\\]|\\.)*"/g, "") + up.output, /CANARY/);

    const again = await test.preview();
    assert.deepEqual(again.changes, {});
    mode = "CANARY-slow";
    const changed = await test.preview();
    assert.deepEqual(Object.keys(changed.changes), ["app"]);
    assert.doesNotMatch(again.output + changed.output, /CANARY/);
  });

  it("are compared by sinch-apps drift, which shows none of their values", async () => {
    fake.edit(fake.apps()[0]?.id as string, (app) => {
      Object.assign(app, { new_mode: "CANARY-by-hand" });
      Object.assign(app.channel_credentials[0] as object, { new_leaf: ["CANARY-by-hand"] });
    });
    for (const format of ["text", "markdown", "json"]) {
      const env = { ...process.env, ...test.env };
      const { code, stdout, stderr } = await sinchApps(["drift", "--format", format], test.folder, env);
      assert.equal(code, 2, stderr);
      assert.match(stdout, /extraFields\.new_mode/);
      assert.match(stdout, /channelCredentials\[SMS\]\.extraFields\.new_leaf/);
      assert.doesNotMatch(stdout + stderr, /CANARY/);
    }
  });
});
