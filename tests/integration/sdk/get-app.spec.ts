import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import * as pulumi from "@pulumi/pulumi";
import {
  type GetAppArgs,
  type GetAppsArgs,
  getApp,
  getAppOutput,
  getApps,
  type result,
} from "pulumi-sinch-conversation";
import { type Fake, type FakeOptions, startFake } from "../../../fake";
import { CHECKOUT } from "../../support/checkout";

/** What is in a promise or output, and whether that is marked as a secret. */
const inside = async <T>(output: pulumi.Output<T>): Promise<[value: T, secret: boolean]> => [
  await new Promise<T>((resolve) => output.apply((value) => resolve(value as T))),
  await pulumi.isSecret(output),
];

const sms = (token: string) => ({ channel: "SMS", static_bearer: { claimed_identity: "plan", token } });

describe("getApp and getApps", () => {
  let fake: Fake;
  const start = async (options: FakeOptions = {}): Promise<void> => {
    fake = await startFake({ pendingMs: 0, ...options });
    pulumi.runtime.setAllConfig({
      "sinch:projectId": "project-1",
      "sinch:region": "us",
      "sinch:keyId": "key-1",
      "sinch:keySecret": "key-secret-1",
      "sinch:apiUrl": fake.apiUrl,
    });
  };
  afterEach(async () => {
    pulumi.runtime.setAllConfig({});
    await fake?.close();
  });

  it("return everything that the service shows, in the program's names, with the location @look-up", async () => {
    await start();
    const id = fake.insert({ display_name: "Support", channel_credentials: [sms("token")] });
    const app = await getApp({ displayName: "Support" });
    const { channelCredentials, callbackSettings, ...rest } = app;
    assert.deepEqual(rest, {
      id,
      projectId: "project-1",
      region: "us",
      displayName: "Support",
      conversationMetadataReportView: "NONE",
      processingMode: "DISPATCH",
      retentionPolicy: { retentionType: "MESSAGE_EXPIRE_POLICY", ttlDays: 180 },
      dispatchRetentionPolicy: { retentionType: "MESSAGE_EXPIRE_POLICY", ttlDays: 0 },
      smartConversation: { enabled: false },
      deliveryReportBasedFallback: { enabled: false, deliveryReportWaitingTime: 0 },
      messageRetrySettings: { retryDuration: 3600 },
      rateLimits: { outbound: 25, inbound: 25, webhooks: 25 },
      queueStats: { outboundSize: 0, outboundLimit: 500000 },
      persistMessageStatus: { enabled: false },
      messageSearch: { enabled: false },
    });
    const [entry] = channelCredentials as [result.StaticBearerChannel];
    assert.equal(entry.staticBearer.claimedIdentity, "plan");
    assert.deepEqual(entry.state, { status: "ACTIVE", description: "" });
    assert.deepEqual(await inside(entry.staticBearer.token as pulumi.Output<string>), ["token", true]);
    assert.deepEqual(await inside(callbackSettings?.secretForOverriddenCallbackUrls as pulumi.Output<string>), [
      "",
      true,
    ]);
  });

  it("return no secret in plain text, even outside the schema @look-up-secrets", async () => {
    await start();
    const channels = [
      { ...sms("CANARY-token"), callback_secret: "CANARY-callback", static_bearer_extra: { deep: ["CANARY-new"] } },
      { channel: "LINE", line_credentials: { token: "CANARY-1", secret: "CANARY-2" }, credential_ordinal_number: 1 },
      { channel: "SMOKE", smoke_credentials: { token: "CANARY-smoke" } },
    ];
    fake.insert({
      display_name: "Support",
      channel_credentials: channels,
      callback_settings: { secret_for_overridden_callback_urls: "CANARY-override" },
      new_setting: { on: true, key: "CANARY-setting" },
    });
    const app = await getApp({ displayName: "Support" });
    const plain: unknown[] = [];
    const outputs: pulumi.Output<unknown>[] = [];
    const walk = (value: unknown): void => {
      if (pulumi.Output.isInstance(value)) outputs.push(value);
      else if (typeof value === "object" && value !== null) Object.values(value).map(walk);
      else plain.push(value);
    };
    walk(app);
    assert.doesNotMatch(JSON.stringify(plain), /CANARY/);
    const values = await Promise.all(outputs.map(inside));
    assert.equal(values.filter(([value]) => /CANARY/.test(JSON.stringify(value))).length, 8);
    assert.ok(values.every(([, secret]) => secret));
    const { new_setting } = app as unknown as { new_setting: { on: pulumi.Output<boolean> } };
    assert.deepEqual(await inside(new_setting.on as never), [true, true], "what isn't known counts as secret");
  });

  it("remove a secret that the state of a channel quotes", async () => {
    await start();
    const id = fake.insert({ display_name: "Support", channel_credentials: [sms("CANARY/token")] });
    const description = "{&quot;token&quot;:&quot;CANARY&#47;token&quot;} is refused";
    fake.setChannelState(id, "SMS", { status: "FAILING", description });
    const { channelCredentials } = await getApp({ displayName: "Support" });
    assert.deepEqual(channelCredentials[0]?.state, {
      status: "FAILING",
      description: "{&quot;token&quot;:&quot;[secret]&quot;} is refused",
    });
  });

  it("omit a secret that the service hides, so that no mask is mistaken for one @look-up-secrets", async () => {
    await start({ secrets: "masked" });
    fake.insert({ display_name: "Support", channel_credentials: [sms("token")] });
    const { channelCredentials } = await getApp({ displayName: "Support" });
    assert.deepEqual(channelCredentials, [
      {
        channel: "SMS",
        staticBearer: { claimedIdentity: "plan" },
        callbackSecret: (channelCredentials[0] as result.StaticBearerChannel).callbackSecret,
        state: { status: "ACTIVE", description: "" },
        channelKnownId: "",
        credentialOrdinalNumber: 0,
      },
    ]);
  });

  it("send one LIST for concurrent look-ups, by ID, by name and for several @look-up", async () => {
    await start();
    const ids = Array.from({ length: 30 }, (_, n) => fake.insert({ display_name: `App ${n}` }));
    const found = await Promise.all([
      ...ids.map((id) => getApp({ id })),
      ...ids.map((_, n) => getApp({ displayName: `App ${n}` })),
      getApps({ nameRegex: "^App 1" }).then((apps) => apps[0]),
    ]);
    assert.deepEqual(
      found.map((app) => app?.id),
      [...ids, ...ids, ids[1]],
    );
    assert.deepEqual(
      fake.journal.entries.map(({ operation }) => operation),
      ["token", "list"],
    );
  });

  it("find an app by ID that the LIST doesn't show yet", async () => {
    await start();
    const id = fake.insert({ display_name: "New" });
    fake.fail({ operation: "list", effect: { kind: "lag", ms: 60_000 } });
    assert.equal((await getApp({ id })).displayName, "New");
  });

  it("use the project and region in their arguments", async () => {
    await start();
    const id = fake.insert({ display_name: "Support" }, { region: "eu" });
    fake.insert({ display_name: "Support" });
    const app = await getApp({ displayName: "Support", region: "eu" });
    assert.deepEqual([app.id, app.region], [id, "eu"]);
  });

  describe("several at once", () => {
    beforeEach(async () => {
      await start();
      fake.insert({ id: "C", display_name: "Shop ÅÄÖ", channel_credentials: [sms("1")] });
      fake.insert({ id: "A", display_name: "Shop 2" });
      fake.insert({ id: "B", display_name: "Support", channel_credentials: [{ channel: "SMOKE" }] });
    });

    const rows: [GetAppsArgs | undefined, string[]][] = [
      [undefined, ["A", "B", "C"]],
      [{ nameRegex: "^Shop" }, ["A", "C"]],
      [{ nameRegex: "(?i)shop \\p{L}+$" }, ["C"]],
      [{ channel: "SMS" }, ["C"]],
      [{ channel: "SMOKE" as "SMS" }, ["B"]],
      [{ nameRegex: "Shop", channel: "WHATSAPP" }, []],
      // Takes for ever where it is tried out, as Node's own expressions are.
      [{ nameRegex: "^(\\w+ ?)*!$" }, []],
    ];
    for (const [args, ids] of rows) {
      it(`return ${ids.join(", ") || "none"} for ${JSON.stringify(args) ?? "nothing"}`, async () => {
        fake.edit("A", (app) => {
          app.display_name += " ".padEnd(300, "x");
        });
        assert.deepEqual(
          (await getApps(args)).map(({ id }) => id),
          ids,
        );
      });
    }
  });

  const wrong: [what: string, () => Promise<unknown>, message: RegExp][] = [
    ["neither id nor name", () => getApp({} as GetAppArgs), /^getApp: set either id or displayName/],
    [
      "an argument that is misspelt",
      () => getApps({ nameregex: "Twin" } as GetAppsArgs),
      /^getApps: "nameregex" is not an argument; allowed: nameRegex, channel, projectId, region$/,
    ],
    [
      "one of other functions",
      () => getApp({ id: "A", name: "\u202eB" } as never),
      /^getApp: "name" is not an argument; allowed: id, displayName, projectId, region$/,
    ],
    [
      "a text for arguments",
      () => getApp("A" as never),
      /^getApp: the arguments must be an object, not a string; allowed: id,/,
    ],
    [
      "an expression that is no text",
      () => getApps({ nameRegex: /a/ as never }),
      /^getApps: nameRegex must be a string$/,
    ],
    ["both", () => getApp({ id: "A", displayName: "B" } as never), /^getApp: set either id or displayName/],
    ["an unknown ID", () => getApp({ id: "Z" }), /^getApp: project project-1, region us, has no app Z$/],
    [
      "an unknown name",
      () => getApp({ displayName: "Suport" }),
      /^getApp: project project-1, region us, has no app "Suport"; it has "Support" \(C\), "Twin" \(A\), "Twin" \(B\)$/,
    ],
    [
      "an unknown name, beside names that a terminal can't show",
      () => getApp({ displayName: "\u202e\u001b[31m", region: "eu" }),
      /region eu, has no app "\\u202e\\u001b\[31m"; it has "\\u0007" \(M\), "\\u202ex{99}…" \(L\)$/,
    ],
    [
      "a name that several have",
      () => getApp({ displayName: "Twin" }),
      /^getApp: project project-1, region us, has 2 apps "Twin": look one up by its ID: A, B$/,
    ],
    ["no app at all", () => getApp({ displayName: "A", region: "br" }), /region br, has no app "A"; it has no apps$/],
    [
      "a project that the key doesn't reach",
      () => getApp({ id: "A", projectId: "project-2" }),
      /^getApp: .*\(GET \/v1\/projects\/project-2\/apps → 403 PERMISSION_DENIED/,
    ],
    [
      "a region that doesn't exist",
      () => getApp({ id: "A", region: "mars" as "us" }),
      /"mars" is not a region: .*us, eu, br/,
    ],
    [
      "an expression that doesn't compile",
      () => getApps({ nameRegex: "(" }),
      /^getApps: "\(" can't be used as a regular expression: missing closing \)/,
    ],
    ["one that explodes", () => getApps({ nameRegex: "((a{1000}){1000}){1000}" }), /invalid repeat count/],
    ["one that is too long", () => getApps({ nameRegex: "x".repeat(1001) }), /over 1000 characters/],
    [
      "a channel that is misspelt",
      () => getApps({ channel: "SNS" as "SMS" }),
      /"SNS" is not a channel; allowed: WHATSAPP/,
    ],
  ];
  for (const [what, lookUp, message] of wrong) {
    it(`refuse ${what} in one line @look-up @printed-names`, async () => {
      await start();
      for (const [id, name] of [
        ["C", "Support"],
        ["A", "Twin"],
        ["B", "Twin"],
      ] as const) {
        fake.insert({ id, display_name: name });
      }
      fake.insert({ id: "L", display_name: `\u202e${"x".repeat(300)}` }, { region: "eu" });
      fake.insert({ id: "M", display_name: "\u0007" }, { region: "eu" });
      await assert.rejects(lookUp, (error: Error) => {
        assert.ok(pulumi.RunError.isInstance(error));
        assert.match(error.message, message);
        for (const text of [error.message, error.stack ?? ""]) assert.doesNotMatch(text, /\n|key-secret/);
        return true;
      });
    });
  }

  it("say where their configuration can come from", async () => {
    fake = await startFake();
    await assert.rejects(
      getApp({ id: "A" }),
      /^Error: getApp: no project id: set projectId among the arguments, or sinch:projectId.*SINCH_PROJECT_ID.*region/,
    );
  });

  it("load neither HTTP nor validation before the first look-up", () => {
    const program = `
      require("pulumi-sinch-conversation");
      console.log(Object.keys(require.cache).filter((file) => /provider.(http.send|sinch.sending|model.validate|lifecycle)|node_modules.(got|ajv|re2js|fastest-levenshtein)/.test(file)).join());`;
    const root = CHECKOUT;
    assert.equal(execFileSync(process.execPath, ["-e", program], { cwd: root, encoding: "utf8" }).trim(), "");
  });

  it("have types that distinguish secrets from plain values", () => {
    /** Never called: it is there to be compiled. */
    async function typed(): Promise<void> {
      const app = await getApp({ id: "A" });
      const [channel] = app.channelCredentials;
      if (channel?.channel === "SMS") {
        const token: pulumi.Output<string> | undefined = channel.staticBearer.token;
        // @ts-expect-error a secret is no text
        const text: string = channel.staticBearer.token;
        void [token, text, channel.state?.status];
      }
      const id: pulumi.Output<string> = getAppOutput({ id: pulumi.output("A") }).id;
      const size: pulumi.Output<number | undefined> = getAppOutput({ displayName: "A" }).apply(
        (a) => a.queueStats?.outboundSize,
      );
      // @ts-expect-error both
      void getApp({ id: "A", displayName: "B" });
      // @ts-expect-error neither
      void getApp({});
      void [id, size];
    }
    assert.ok(typed);
  });
});
