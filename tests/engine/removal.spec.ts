import assert from "node:assert/strict";
import type { CustomResourceOptions } from "@pulumi/pulumi";
import { App, type AppArgs } from "pulumi-sinch-conversation";
import { type Fake, startFake, type WireApp } from "../../fake";
import { useEngine } from "../support/engine";
import { fakeEnvironment, type Run, TestStack } from "../support/stack";

type Program = Record<string, { args: Partial<AppArgs>; opts?: CustomResourceOptions }>;

const mms = (removable: object, callbackSecret: object): AppArgs["channelCredentials"] => [
  {
    channel: "MMS",
    mmsCredentials: {
      accountId: "account",
      apiKey: "api-key",
      basicAuth: { username: "user", password: "password" },
      ...removable,
    },
    ...callbackSecret,
  },
];

/** The apps with all that is removed later. */
const WITH: Program = {
  fields: {
    args: {
      consentManagerSettings: { mode: "PRIMARY" },
      conversationMetadataReportView: "FULL",
      smartConversation: { enabled: true },
      callbackSettings: { secretForOverriddenCallbackUrls: "CANARY-override" },
      deliveryReportBasedFallback: { enabled: true, deliveryReportWaitingTime: 60 },
      messageRetrySettings: { retryDuration: 60 },
    },
  },
  leaves: {
    args: {
      channelCredentials: mms({ defaultSender: "sender" }, { callbackSecret: "CANARY-callback" }),
      deliveryReportBasedFallback: { enabled: true, deliveryReportWaitingTime: 60 },
    },
  },
  stubborn: { args: { messageRetrySettings: { retryDuration: 60 } } },
  guarded: {
    args: {
      retentionPolicy: { retentionType: "CONVERSATION_EXPIRE_POLICY", ttlDays: 3650 },
      dispatchRetentionPolicy: { retentionType: "MESSAGE_EXPIRE_POLICY", ttlDays: 7 },
      processingMode: "CONVERSATION",
    },
  },
};

/** What is left of those where removing works. */
const WITHOUT: Program = {
  ...WITH,
  fields: { args: {} },
  leaves: { args: { channelCredentials: mms({}, {}), deliveryReportBasedFallback: { enabled: true } } },
};

describe("the removal of a field, through the engine,", function () {
  this.timeout(120_000);
  const engine = useEngine();
  let fake: Fake;
  let test: TestStack;

  /** `stubborn` comes after the others: its failure ends the run. */
  const use = (program: Program): void =>
    test.use(async () => {
      const earlier: App[] = [];
      for (const [name, { args, opts }] of Object.entries(program)) {
        const options = name === "stubborn" ? { ...opts, dependsOn: [...earlier] } : opts;
        earlier.push(new App(name, { displayName: name, channelCredentials: [], ...args }, options));
      }
    });
  const idOf = (name: string): string => fake.apps().find((app) => app.display_name === name)?.id as string;
  const app = (name: string): WireApp | undefined => fake.app(idOf(name));
  /** The PATCHes by the name of the app: query and body, as they were received. */
  const patches = (from: number): Record<string, unknown> => {
    const updates = fake.received.slice(from).filter(({ operation }) => operation === "update");
    return Object.fromEntries(
      updates.map(({ path, query, body }) => [
        fake.app(path.split("/").at(-1) as string)?.display_name,
        [decodeURIComponent(query), body],
      ]),
    );
  };

  let preview: Run;
  let up: Run;
  let sent: Record<string, unknown>;
  let removed: WireApp;

  before(async () => {
    fake = await startFake();
    test = await TestStack.create(engine(), fakeEnvironment(fake));
    use(WITH);
    const created = await test.up();
    assert.ok(created.ok, created.output);

    use({ ...WITHOUT, stubborn: { args: {} } });
    preview = await test.preview();
    const unchanged = app("stubborn") as WireApp;
    const effect = { kind: "status", status: 200, body: unchanged } as const;
    const fault = fake.fail({ operation: "update", appId: unchanged.id, effect });
    const received = fake.received.length;
    up = await test.up();
    sent = patches(received);
    removed = structuredClone(app("fields") as WireApp);
    fault.remove();
    use(WITHOUT);
  });
  after(async () => {
    await test?.remove();
    await fake?.close();
  });

  it("shows `- field` in the preview, and carries the paths @removal", () => {
    assert.ok(preview.ok, preview.output);
    for (const field of [
      "callbackSettings",
      "consentManagerSettings",
      "conversationMetadataReportView",
      "deliveryReportBasedFallback",
      "messageRetrySettings",
      "smartConversation",
      "deliveryReportWaitingTime",
      "defaultSender",
    ]) {
      assert.match(preview.output, new RegExp(`^ *- ${field} *: `, "m"));
    }
    assert.deepEqual(preview.changes, {
      fields: [
        "callbackSettings",
        "consentManagerSettings",
        "conversationMetadataReportView",
        "deliveryReportBasedFallback",
        "messageRetrySettings",
        "secrets.callbackSettings",
        "smartConversation",
      ],
      leaves: [
        "channelCredentials[0].mmsCredentials.defaultSender",
        "deliveryReportBasedFallback.deliveryReportWaitingTime",
        "secrets.channelCredentials",
      ],
      stubborn: ["messageRetrySettings"],
    });
    assert.doesNotMatch(preview.output, /CANARY/);
  });

  it("puts it into the mask and leaves it out of the body, so that it is the service's default again @removal", () => {
    assert.deepEqual(sent.fields, [
      "update_mask=callback_settings,consent_manager_settings,conversation_metadata_report_view,delivery_report_based_fallback,message_retry_settings,smart_conversation",
      {},
    ]);
    const { callback_settings, conversation_metadata_report_view, message_retry_settings } = removed;
    assert.deepEqual(callback_settings, { secret_for_overridden_callback_urls: "" });
    assert.equal(conversation_metadata_report_view, "NONE");
    assert.deepEqual(message_retry_settings, { retry_duration: 3600 });
  });

  it("sends the rest of a field that is removed in part", () => {
    assert.deepEqual(sent.leaves, [
      "update_mask=channel_credentials,delivery_report_based_fallback",
      {
        channel_credentials: [
          {
            channel: "MMS",
            mms_credentials: {
              account_id: "account",
              api_key: "api-key",
              basic_auth: { username: "user", password: "password" },
            },
            credential_ordinal_number: 0,
          },
        ],
        delivery_report_based_fallback: { enabled: true },
      },
    ]);
  });

  it("is an error where the answer still shows the old value, and stays to be done @removal-not-done", async () => {
    assert.equal(up.ok, false);
    assert.match(
      up.output,
      /updating app "stubborn" \(\w+\): the service accepted the request but still shows the old value of messageRetrySettings.retryDuration: set the value that it shows in the program/,
    );
    assert.deepEqual(sent.stubborn, ["update_mask=message_retry_settings", {}]);
    const { stubborn } = await test.apps();
    assert.deepEqual(stubborn?.outputs.messageRetrySettings, { retryDuration: 60 });
  });

  it("leaves the field to the service: what somebody sets there from then on is neither shown nor touched @removal", async () => {
    const byHand = {
      callback_settings: { secret_for_overridden_callback_urls: "by hand" },
      conversation_metadata_report_view: "FULL",
      delivery_report_based_fallback: { enabled: true, delivery_report_waiting_time: 99 },
      message_retry_settings: { retry_duration: 99 },
      smart_conversation: { enabled: true },
    };
    fake.edit(idOf("fields"), (wire) => Object.assign(wire, byHand));
    fake.edit(idOf("leaves"), ({ channel_credentials: [mmsEntry], ...wire }) => {
      Object.assign(wire.delivery_report_based_fallback as object, { delivery_report_waiting_time: 99 });
      Object.assign(mmsEntry?.mms_credentials as object, { default_sender: "by hand" });
      Object.assign(mmsEntry as object, { callback_secret: "by hand" });
    });
    const refresh = await test.refresh();
    assert.match(refresh.output, /\s5 unchanged\s/, refresh.output);
    const again = await test.preview();
    assert.deepEqual(new Set(Object.values(again.steps)), new Set(["same"]), again.output);
    const { callback_settings } = app("fields") as WireApp;
    assert.deepEqual(callback_settings, byHand.callback_settings);
  });

  const refusals: [Partial<AppArgs>, string[]][] = [
    [
      { dispatchRetentionPolicy: { retentionType: "MESSAGE_EXPIRE_POLICY" } },
      ["retentionPolicy", "dispatchRetentionPolicy.ttlDays", "processingMode"],
    ],
    [
      { retentionPolicy: { retentionType: "CONVERSATION_EXPIRE_POLICY" }, processingMode: "CONVERSATION" },
      ["retentionPolicy.ttlDays", "dispatchRetentionPolicy"],
    ],
  ];
  for (const [args, paths] of refusals) {
    const list = paths.join(", ");
    it(`is refused for ${list}, whose default can delete messages, and works with ignoreChanges @removal-destroys-data`, async () => {
      const received = fake.received.length;
      use({ ...WITHOUT, guarded: { args } });
      const refused = await test.preview();
      assert.equal(refused.ok, false, refused.output);
      const lines = refused.events.flatMap(({ diagnosticEvent }) => diagnosticEvent?.message.trim() ?? []);
      const problems = lines.filter((line) => line.includes("has a problem"));
      assert.equal(problems.length, paths.length, problems.join("\n"));
      for (const path of paths) {
        const why =
          path === "processingMode"
            ? "the service has no fixed default to go back to"
            : "the service would go back to its default";
        const start = `'guarded' has a problem: ${path} can't be removed: ${why}`;
        const line = problems.find((problem) => problem.includes(start));
        assert.ok(line?.includes(`add "${path}" to ignoreChanges`), problems.join("\n"));
      }
      use({ ...WITHOUT, guarded: { args, opts: { ignoreChanges: paths } } });
      const ignored = await test.up();
      assert.ok(ignored.ok, ignored.output);
      assert.equal(ignored.steps.guarded, "same");
      assert.deepEqual(patches(received), {});
      const { retention_policy, dispatch_retention_policy } = app("guarded") as WireApp;
      assert.deepEqual(retention_policy, { retention_type: "CONVERSATION_EXPIRE_POLICY", ttl_days: 3650 });
      assert.deepEqual(dispatch_retention_policy, { retention_type: "MESSAGE_EXPIRE_POLICY", ttl_days: 7 });
    });
  }
});
