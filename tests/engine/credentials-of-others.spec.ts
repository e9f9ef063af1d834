import assert from "node:assert/strict";
import { App, type AppArgs } from "pulumi-sinch-conversation";
import { type Fake, startFake, type WireApp, type WireEntry } from "../../fake";
import { useEngine } from "../support/engine";
import { fakeEnvironment, type Run, TestStack } from "../support/stack";

type Channels = Extract<AppArgs["channelCredentials"], readonly unknown[]>;

const CHANNELS: Channels = [
  { channel: "WHATSAPP", staticBearer: { claimedIdentity: "sender", token: "CANARY-whatsapp" } },
  { channel: "INSTAGRAM", instagramCredentials: { token: "CANARY-instagram" } },
  { channel: "MESSENGER", staticToken: { token: "CANARY-messenger" } },
];

/** What somebody does to an app outside, and what then stops an update of its SMS channel. */
const CHANGED_OUTSIDE: Record<string, { edit: (entries: WireEntry[]) => void; conflict: string; shown: RegExp }> = {
  added: {
    edit: (entries) => entries.push({ channel: "TELEGRAM", telegram_credentials: { token: "CANARY-outside" } }),
    conflict: "TELEGRAM was added",
    shown: /- \[4\]: \{\s+- channel *: "TELEGRAM"/,
  },
  "added, of a channel that nobody knows": {
    edit: (entries) => entries.push({ channel: "PIGEON", pigeon_credentials: { loft_key: "CANARY-outside" } }),
    conflict: "PIGEON was added",
    shown: /- \[4\]: \{\s+- channel *: "PIGEON"/,
  },
  changed: {
    edit: (entries) => Object.assign(entries[1]?.static_bearer as object, { claimed_identity: "clicked" }),
    conflict: "channelCredentials[WHATSAPP].staticBearer.claimedIdentity was changed",
    shown: /~ claimedIdentity: "clicked" => "sender"/,
  },
  "changed in secret": {
    edit: (entries) => Object.assign(entries[3]?.static_token as object, { token: "CANARY-outside" }),
    conflict: "channelCredentials[MESSENGER].staticToken.token was changed",
    shown: /~ channelCredentials: (?:\{\s+~ MESSENGER\/staticToken\/token *: )?\[secret\] => \[secret\]/,
  },
  removed: {
    edit: (entries) => entries.splice(3),
    conflict: "MESSENGER was removed",
    shown: /\+ \[3\]: \{\s+\+ channel *: "MESSENGER"/,
  },
};

describe("credentials that aren't the program's own", function () {
  this.timeout(120_000);
  const engine = useEngine();
  let fake: Fake;
  let test: TestStack;
  let token = "CANARY-sms-1";
  let refused: Run;
  let received: [string, unknown][];

  const app = (name: string): WireApp => fake.apps().find(({ display_name }) => display_name === name) as WireApp;
  const entry = (name: string, channel: string): WireEntry | undefined =>
    app(name).channel_credentials.find((one) => one.channel === channel);

  before(async () => {
    fake = await startFake();
    test = await TestStack.create(engine(), fakeEnvironment(fake), async () => {
      const sms = { channel: "SMS", staticBearer: { claimedIdentity: "plan", token } } as const;
      for (const name of ["others", ...Object.keys(CHANGED_OUTSIDE)]) {
        new App(name, { displayName: name, channelCredentials: [sms, ...CHANNELS] });
      }
    });
    // One app that fails doesn't keep the others from being updated.
    test.setEnv({ PULUMI_CONTINUE_ON_ERROR: "true" });
    const created = await test.up();
    assert.ok(created.ok, created.output);

    fake.edit(app("others").id, ({ channel_credentials: [sms, whatsapp, , messenger] }) => {
      Object.assign(sms as object, { callback_secret: "CANARY-sms-callback" });
      Object.assign(whatsapp as object, { callback_secret: "CANARY-whatsapp-callback", quality_rating: "GREEN" });
      Object.assign(messenger?.static_token as object, { app_secret: "CANARY-app", grants: { page_ids: [1, 2] } });
    });
    for (const [name, { edit }] of Object.entries(CHANGED_OUTSIDE)) {
      fake.edit(app(name).id, ({ channel_credentials }) => edit(channel_credentials));
    }
    const from = fake.received.length;
    token = "CANARY-sms-2";
    refused = await test.up();
    received = fake.received
      .slice(from)
      .filter(({ operation }) => operation === "update")
      .map(({ path, query, body }) => [path.split("/").at(-1) as string, { query, body }]);
  });
  after(async () => {
    await test?.remove();
    await fake?.close();
  });

  it("go back untouched when another channel changes: set by hand, exchanged, or of a field that nobody knows @others-credentials", () => {
    const longLived = entry("others", "INSTAGRAM")?.instagram_credentials?.token;
    assert.match(String(longLived), /^IGLL/);
    const beside = { callback_secret: "", credential_ordinal_number: 0 };
    const body = {
      channel_credentials: [
        {
          channel: "SMS",
          static_bearer: { claimed_identity: "plan", token: "CANARY-sms-2" },
          callback_secret: "CANARY-sms-callback",
          credential_ordinal_number: 0,
        },
        {
          channel: "WHATSAPP",
          static_bearer: { claimed_identity: "sender", token: "CANARY-whatsapp" },
          callback_secret: "CANARY-whatsapp-callback",
          credential_ordinal_number: 0,
          quality_rating: "GREEN",
        },
        { channel: "INSTAGRAM", instagram_credentials: { token: longLived }, ...beside },
        {
          channel: "MESSENGER",
          static_token: { token: "CANARY-messenger", app_secret: "CANARY-app", grants: { page_ids: [1, 2] } },
          ...beside,
        },
      ],
    };
    assert.deepEqual(received, [[app("others").id, { query: "update_mask=channel_credentials", body }]]);
    assert.equal(entry("others", "INSTAGRAM")?.state?.status, "ACTIVE");
  });

  for (const [name, { conflict }] of Object.entries(CHANGED_OUTSIDE)) {
    it(`stop an update where one was touched since the last refresh, by name: "${conflict}" @changed-behind`, () => {
      const line = refused.output.split("\n").find((one) => one.includes(`updating app "${name}"`));
      assert.ok(
        line?.includes(
          `nothing was sent, because channelCredentials was changed outside of this stack: ${conflict}. Run \`pulumi refresh\``,
        ),
        refused.output,
      );
    });
  }

  it("show in the preview after a refresh, and are then the program's to decide @shown-after-refresh", async () => {
    assert.ok((await test.refresh()).ok);
    const preview = await test.preview();
    assert.ok(preview.ok, preview.output);
    for (const [name, { shown }] of Object.entries(CHANGED_OUTSIDE)) {
      const [, part = ""] = preview.output.split(`App::${name}]`);
      assert.match(part.split("[urn=")[0] ?? "", shown);
    }
    assert.equal(preview.steps.others, "same");
    const up = await test.up();
    assert.ok(up.ok, up.output);
    for (const name of Object.keys(CHANGED_OUTSIDE)) {
      assert.deepEqual(
        app(name).channel_credentials.map(({ channel, state }) => [channel, state?.status === "FAILING"]),
        [
          ["SMS", false],
          ["WHATSAPP", false],
          ["INSTAGRAM", false],
          ["MESSENGER", false],
        ],
      );
      assert.doesNotMatch(JSON.stringify(app(name)), /clicked|outside/);
    }
    for (const { output } of [refused, preview, up]) assert.doesNotMatch(output, /CANARY/);
    assert.doesNotMatch(await test.everythingKept(), /CANARY/);
  });
});
