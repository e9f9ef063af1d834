import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { App, getApp, getAppOutput, getApps, getAppsOutput, type result } from "pulumi-sinch-conversation";
import { type Fake, startFake } from "../../fake";
import { useEngine } from "../support/engine";
import { type Run, TestStack } from "../support/stack";

const sms = (token: string) => ({ channel: "SMS" as const, staticBearer: { claimedIdentity: "plan", token } });

describe("looking apps up through the engine @look-up-outputs", function () {
  this.timeout(120_000);
  const engine = useEngine();
  let fake: Fake;
  let test: TestStack;
  let existing: string;

  before(async () => {
    fake = await startFake({ pendingMs: 0 });
    existing = fake.insert({
      display_name: "By hand",
      channel_credentials: [{ channel: "SMS", static_bearer: { claimed_identity: "plan", token: "CANARY-token" } }],
    });
    test = await TestStack.create(engine(), {}, program);
    const config = { projectId: "project-1", region: "us", keyId: "key-1", apiUrl: fake.apiUrl };
    await test.stack.setAllConfig({
      ...Object.fromEntries(Object.entries(config).map(([key, value]) => [`sinch:${key}`, { value }])),
      "sinch:keySecret": { value: "key-secret-1", secret: true },
    });
  });
  after(async () => {
    await test?.remove();
    await fake?.close();
  });

  const seen: Record<string, unknown> = {};
  const name = "Made";
  const program = async (): Promise<Record<string, unknown>> => {
    const byHand = await getApp({ displayName: "By hand" });
    const made = new App("made", { displayName: name, channelCredentials: [sms("CANARY-made")] });
    const byId = getAppOutput({ id: made.id });
    const group = new pulumi.ComponentResource("tests:Group", "group");
    new App("in-group", { displayName: `${name} in a group`, channelCredentials: [] }, { parent: group });
    const shown = await getApps({ channel: "SMS" });
    seen.shown = shown.map(({ displayName }) => displayName);
    return {
      existing: byHand.id,
      token: (byHand.channelCredentials[0] as result.StaticBearerChannel).staticBearer.token,
      whole: byHand,
      madeId: byId.id,
      madeName: byId.displayName,
      madeState: byId.apply((app) => app.channelCredentials[0]?.state?.status),
      wholeMade: byId,
      // The name is known before the app is there.
      byName: getAppOutput({ displayName: made.displayName }).id,
      // Not in the LIST that was made before the group was.
      group: getAppsOutput({ nameRegex: "group" }, { dependsOn: group }).apply((apps) =>
        apps.map((app) => app.displayName),
      ),
      all: pulumi.secret("^").apply((nameRegex) => getApps({ nameRegex })).length,
    };
  };

  /** The stack's outputs as the state keeps them: secrets encrypted. */
  const outputs = async (): Promise<Record<string, unknown>> => {
    const { deployment } = await test.stack.exportStack();
    return deployment.resources.find(({ type }: { type: string }) => type === "pulumi:pulumi:Stack").outputs;
  };
  const lists = (): number => fake.journal.count({ operation: "list" });
  const works = async (run: Promise<Run>): Promise<Run> => {
    const done = await run;
    assert.ok(done.ok, done.output);
    assert.doesNotMatch(done.output, /CANARY/);
    return done;
  };

  it("works in the preview, by what is yet to be made too", async () => {
    const { output } = await works(test.preview());
    assert.match(output, new RegExp(`existing *: "${existing}"`));
    assert.match(output, /madeName *: (output<string>|\[unknown\])/);
    assert.equal(lists(), 2, "one of the program, one of the provider");
  });

  it("gives what is there, its secrets and nothing else as secrets, after what it waits for @look-up-secrets", async () => {
    await works(test.up());
    const { token, whole, all, wholeMade, ...plain } = await outputs();
    const made = fake.apps().find(({ display_name }) => display_name === "Made")?.id;
    assert.deepEqual(plain, {
      existing,
      madeId: made,
      madeName: "Made",
      madeState: "ACTIVE",
      byName: made,
      group: ["Made in a group"],
    });
    assert.deepEqual(seen.shown, ["By hand"]);
    for (const secret of [token, all]) assert.ok(isSecret(secret));
    for (const app of [whole, wholeMade] as GetAppStored[]) {
      assert.equal(app.queueStats.outboundLimit, 500000);
      assert.ok(isSecret(app.channelCredentials[0]?.staticBearer.token));
    }
    assert.doesNotMatch(await test.everythingKept(), /CANARY/);
  });
});

/** Whether a value of an exported state is marked as a secret. */
const isSecret = (value: unknown): boolean =>
  (value as Record<string, unknown>)["4dabf18193072939515e22adb298388d"] === "1b47061264138c4ac30d75fd1eb44270";

interface GetAppStored {
  readonly queueStats: { readonly outboundLimit: number };
  readonly channelCredentials: readonly { readonly staticBearer: { readonly token: unknown } }[];
}
