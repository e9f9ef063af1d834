import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { App, type AppArgs } from "pulumi-sinch-conversation";
import semver from "semver";
import { type Fake, startFake } from "../../fake";
import { useEngine } from "../support/engine";
import { fakeEnvironment, TestStack } from "../support/stack";

const channels = (identity = "plan-1", token = "sms-token"): AppArgs["channelCredentials"] => [
  { channel: "SMS", staticBearer: { claimedIdentity: identity, token: pulumi.secret(token) } },
  { channel: "TELEGRAM", telegramCredentials: { token: "bot-token" } },
];

describe("the preview", function () {
  this.timeout(60_000);
  const engine = useEngine();
  let fake: Fake;
  let test: TestStack;
  let args: AppArgs;
  let shown: readonly string[];
  let pair = ["TELEGRAM", "MESSENGER"];
  const program = async (): Promise<void> => {
    const app = new App("app", args);
    app.channelCredentials.apply((list) => {
      shown = list.map((entry) => [entry.channel, "before" in entry].join());
    });
    const entries = { TELEGRAM: { telegramCredentials: { token: "b" } }, MESSENGER: { staticToken: { token: "m" } } };
    const inOrder = pair.map((channel) => ({ channel, ...entries[channel as keyof typeof entries] }) as never);
    new App("pair", { displayName: "Pair", channelCredentials: inOrder });
  };

  before(async () => {
    fake = await startFake();
    args = { displayName: "Support", channelCredentials: channels() };
    test = await TestStack.create(engine(), fakeEnvironment(fake), program);
    assert.ok((await test.up()).ok);
  });
  beforeEach(() => {
    test.use(program);
    fake.journal.clear();
  });
  after(async () => {
    await test?.remove();
    await fake?.close();
  });

  it("shows a changed identity readably, and no token @identity-preview", async () => {
    args = { displayName: "Support", channelCredentials: channels("plan-2") };
    const preview = await test.preview();
    assert.match(preview.output, /claimedIdentity: "plan-1" => "plan-2"/);
    assert.doesNotMatch(preview.output, /sms-token|bot-token|secrets/);
    assert.deepEqual(preview.changes.app, ["channelCredentials[0].staticBearer.claimedIdentity"]);
  });

  it("names each secret that changes, without a value, and says if only the order of channels changes @identity-preview", async () => {
    args = { displayName: "Support", channelCredentials: channels("plan-1", "new-token") };
    pair = pair.toReversed();
    const preview = await test.preview();
    pair = pair.toReversed();
    // Older engines don't compare within secrets.
    const named = semver.gte(engine().version, "3.274.0") ? "\\{\\s+~ SMS/staticBearer/token: " : "";
    assert.match(
      preview.output,
      new RegExp(`~ secrets *: \\{\\s+~ channelCredentials: ${named}\\[secret\\] => \\[secret\\]`),
    );
    // On the standard error, as all notes of a preview.
    const said = preview.events.map(({ diagnosticEvent }) => diagnosticEvent?.message ?? "").join("");
    assert.match(said, /order of channels: TELEGRAM, MESSENGER → MESSENGER, TELEGRAM; credentials unchanged/);
    assert.doesNotMatch(preview.output, /sms-token|new-token|claimedIdentity/);
    assert.ok(
      preview.changes.app?.every((path) => path.startsWith("secrets.channelCredentials")),
      preview.output,
    );
  });

  it("shows an inserted channel as one addition @inserted-channel", async () => {
    args = {
      displayName: "Support",
      channelCredentials: [...(channels() as []), { channel: "MESSENGER", staticToken: { token: "page-token" } }],
    };
    const preview = await test.preview();
    assert.match(preview.output, /\+ \[2\]: \{\s+\+ channel *: "MESSENGER"/);
    assert.ok(preview.changes.app?.includes("channelCredentials[2]"), String(preview.changes.app));
    assert.doesNotMatch(preview.output, /page-token/);
    assert.doesNotMatch(preview.output, /[~-] \[[01]\]/);
  });

  it("shows a channel inserted in front of others as one addition, and nothing when it is there @inserted-channel", async () => {
    const front = { channel: "MESSENGER", staticToken: { token: "page-token" } } as const;
    args = { displayName: "Support", channelCredentials: [front, ...(channels() as [])] };
    const preview = await test.preview();
    assert.match(preview.output, /\+ \[2\]: \{\s+\+ before *: "SMS"\s+\+ channel *: "MESSENGER"/);
    assert.deepEqual(preview.changes.app, ["channelCredentials[2]", "secrets.channelCredentials"]);
    assert.doesNotMatch(preview.output, /page-token|[~-] \[\d\]/);
    assert.deepEqual(shown, ["MESSENGER,false", "SMS,false", "TELEGRAM,false"], "what the program gets in the preview");

    fake.journal.clear();
    assert.ok((await test.up()).ok);
    assert.equal(fake.journal.writes.length, 1);
    const [{ updateMask, body } = {}] = fake.journal.writes;
    assert.deepEqual(updateMask, ["channel_credentials"]);
    const sent = (body as { channel_credentials: Record<string, unknown>[] }).channel_credentials;
    assert.deepEqual(
      sent.map(({ channel }) => channel),
      ["MESSENGER", "SMS", "TELEGRAM"],
    );
    assert.ok(!JSON.stringify(body).includes("before"));

    assert.equal((await test.preview()).steps.app, "same");
    assert.match((await test.refresh()).output, /3 unchanged/);
    assert.equal((await test.preview()).steps.app, "same");
    assert.equal(fake.journal.writes.length, 1);
    const state = (await test.apps()).app;
    assert.deepEqual(
      state?.inputs.channelCredentials,
      state?.outputs.channelCredentials,
      "in the program's order again",
    );
  });

  it("shows a removed field, and carries its path @detailed-diff", async () => {
    args = { displayName: "Support", channelCredentials: channels(), smartConversation: { enabled: true } };
    assert.ok((await test.up()).ok);
    args = { displayName: "Support", channelCredentials: channels() };
    const preview = await test.preview();
    assert.match(preview.output, /- smartConversation/);
    assert.deepEqual(preview.changes.app, ["smartConversation"]);
    fake.journal.clear();
    assert.ok((await test.up()).ok);
    assert.deepEqual(
      fake.journal.writes.map(({ updateMask, body }) => [updateMask, body]),
      [[["smart_conversation"], {}]],
    );
  });

  it("accepts what isn't known yet anywhere, and says nothing else of it @unknown-at-preview", async () => {
    const unknown = <T>(value: T): pulumi.Output<T> => {
      const name = `other-${Math.random()}`;
      const other = new App(name, { displayName: name, channelCredentials: [] });
      return other.id.apply(() => value);
    };
    const variants: Record<string, () => AppArgs> = {
      name: () => ({ displayName: unknown("A"), channelCredentials: channels() }),
      list: () => ({ displayName: "A", channelCredentials: unknown(channels() as []) }),
      entry: () => ({ displayName: "A", channelCredentials: [unknown((channels() as [never])[0])] }),
      channel: () => ({
        displayName: "A",
        // Only JavaScript lets this pass.
        channelCredentials: [{ channel: unknown("SMS") as never, staticBearer: { claimedIdentity: "p", token: "t" } }],
      }),
      token: () => ({
        displayName: "A",
        channelCredentials: [{ channel: "SMS", staticBearer: { claimedIdentity: "p", token: unknown("t") } }],
      }),
      "secret token": () => ({
        displayName: "A",
        channelCredentials: [
          { channel: "SMS", staticBearer: { claimedIdentity: "p", token: pulumi.secret(unknown("t")) } },
        ],
      }),
      policy: () => ({
        displayName: "A",
        channelCredentials: channels(),
        retentionPolicy: unknown({ retentionType: "PERSIST_RETENTION_POLICY" as const }),
      }),
      number: () => ({
        displayName: "A",
        channelCredentials: [],
        messageRetrySettings: { retryDuration: unknown(60) },
      }),
      project: () => ({ displayName: "A", channelCredentials: [], projectId: unknown("project-1") }),
    };
    const before = fake.apps().length;
    test.use(async () => {
      for (const [name, variant] of Object.entries(variants)) {
        const args = variant();
        new App(name, { ...args, ...(args.displayName === "A" ? { displayName: name } : {}) });
      }
    });
    const preview = await test.preview();
    assert.ok(preview.ok, preview.output);
    assert.equal(fake.apps().length, before);
    const up = await test.up();
    assert.ok(up.ok, up.output);
    const again = await test.up();
    assert.deepEqual(fake.journal.filter({ method: "PATCH" }).length, 0, again.output);
  });
});
