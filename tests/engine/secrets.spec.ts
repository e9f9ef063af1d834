import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { App } from "pulumi-sinch-conversation";
import { type Fake, startFake } from "../../fake";
import { useEngine } from "../support/engine";
import { fakeEnvironment, type Run, TestStack } from "../support/stack";
import { steps } from "../support/steps";

// Every secret of these programs holds CANARY: nothing that is kept or printed may.

describe("a secret, through the engine, @no-plain-secret", function () {
  this.timeout(300_000);
  const engine = useEngine();
  let fake: Fake;
  let test: TestStack;
  const printed: Run[] = [];
  let round: number;

  const run = async (operation: Promise<Run>): Promise<Run> => {
    const done = await operation;
    printed.push(done);
    return done;
  };

  beforeEach(async () => {
    printed.length = 0;
    round = 0;
    fake = await startFake();
    test = await TestStack.create(engine(), fakeEnvironment(fake));
  });
  afterEach(async () => {
    await test?.remove();
    await fake?.close();
  });

  const program = async (): Promise<Record<string, unknown>> => {
    const token = (name: string): string => `CANARY-${name}-${round}`;
    const sms = (name: string) => ({
      channel: "SMS" as const,
      staticBearer: { claimedIdentity: "plan", token: token(name) },
    });
    const app = new App("plain", {
      displayName: "plain text",
      channelCredentials: [{ ...sms("plain"), callbackSecret: token("callback") }],
      callbackSettings: { secretForOverriddenCallbackUrls: token("override") },
    });
    new App("list", { displayName: "the list an output", channelCredentials: pulumi.output([sms("list")]) });
    new App("secret-list", {
      displayName: "the list a secret",
      channelCredentials: pulumi.secret([sms("secret-list")]),
    });
    new App("entry", { displayName: "an entry an output", channelCredentials: [pulumi.output(sms("entry"))] });
    new App("object", {
      displayName: "the credential object an output",
      channelCredentials: [{ channel: "SMS", staticBearer: Promise.resolve(sms("object").staticBearer) }],
    });
    new App("channel", {
      displayName: "the channel an output",
      // Only JavaScript lets this pass.
      channelCredentials: [{ ...sms("channel"), channel: pulumi.output("SMS") as never }],
    });
    new App("settings", {
      displayName: "the settings an output",
      channelCredentials: [],
      callbackSettings: pulumi.output({ secretForOverriddenCallbackUrls: token("settings") }),
    });
    new App("later", {
      displayName: "settings that come later",
      channelCredentials: [],
      ...(round > 0 ? { callbackSettings: { secretForOverriddenCallbackUrls: token("later") } } : {}),
    });
    return { channels: app.channelCredentials, settings: app.callbackSettings };
  };

  const step = steps(
    "is never in plain in the state, its history and backups, or in what is printed, whatever happens to it",
  );

  step("however the program passes it, on create and on update", async () => {
    test.use(program);
    await run(test.preview());
    const created = await run(test.up());
    assert.ok(created.ok, created.output);
    assert.equal(fake.apps().length, 8);
    const tokens = JSON.stringify(fake.apps()).match(/CANARY-[a-z-]+-0/g);
    for (const name of [
      "plain",
      "callback",
      "override",
      "list",
      "secret-list",
      "entry",
      "object",
      "channel",
      "settings",
    ]) {
      assert.ok(tokens?.includes(`CANARY-${name}-0`), `${name} reached the service`);
    }
    round = 1;
    await run(test.preview());
    assert.ok((await run(test.up())).ok);
    assert.equal(JSON.stringify(fake.apps()).match(/CANARY-[a-z-]+-0/g), null);
    assert.match(JSON.stringify(fake.apps()), /CANARY-later-1/);
    const again = await run(test.up());
    assert.deepEqual(new Set(Object.values(again.steps)), new Set(["same"]));
  });

  step("where a channel with a token was added in the dashboard, known or not, and refreshed", async () => {
    const id = fake.apps().find(({ display_name }) => display_name === "plain text")?.id as string;
    fake.edit(id, (app) => {
      app.channel_credentials.push({ channel: "MESSENGER", static_token: { token: "CANARY-dashboard" } });
      app.channel_credentials.push({ channel: "PIGEON", pigeon_credentials: { loft_key: "CANARY-pigeon" } } as never);
    });
    assert.ok((await run(test.refresh())).ok);
    const preview = await run(test.preview());
    assert.match(preview.output, /channel *: "MESSENGER"/);
    assert.match(preview.output, /channel *: "PIGEON"/);
    assert.ok((await run(test.up())).ok);
    assert.deepEqual(
      fake.app(id)?.channel_credentials.map(({ channel }) => channel),
      ["SMS"],
    );
  });

  step("where a program is refused", async () => {
    test.use(async () => {
      new App("plain", {
        displayName: "",
        channelCredentials: [
          { channel: "SMS", staticBearer: { claimedIdentity: "", token: "CANARY-a", tokn: "CANARY-b" } as never },
          { channel: "SMSS" as never, staticBearer: { claimedIdentity: "x", token: "CANARY-c" } as never },
        ],
        chanelCredentials: [{ token: "CANARY-d" }],
      } as never);
    });
    const refused = await run(test.preview());
    assert.equal(refused.ok, false);
    assert.match(refused.output, /did you mean token\?/);
    assert.match(refused.output, /did you mean channelCredentials\?/);
  });

  step("in every byte that was kept and printed", async () => {
    const kept = await test.everythingKept();
    assert.ok(kept.length > 10_000 && printed.length >= 8);
    const base64 = Buffer.from("CANARY-").toString("base64").slice(0, 8);
    for (const text of [kept, ...printed.map(({ output, events }) => output + JSON.stringify(events))]) {
      for (const canary of ["CANARY", base64]) {
        const at = text.indexOf(canary);
        assert.equal(at, -1, `a secret stands in plain behind: ${text.slice(Math.max(0, at - 300), at)}`);
      }
    }
  });
});
