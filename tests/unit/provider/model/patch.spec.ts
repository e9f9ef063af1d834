import assert from "node:assert/strict";
import type { Known } from "../../../../provider/model/comparison";
import { fingerprintsOf } from "../../../../provider/model/comparison";
import { desiredOf, type Fields, fieldsOf, type Leaves, leavesOf } from "../../../../provider/model/leaves";
import { planPatch } from "../../../../provider/model/patch";
import { fromWire, toWire, updateMaskOf } from "../../../../provider/model/wire";
import { appType } from "../../../../provider/resources/app";
import { webhookType } from "../../../../provider/resources/webhook";

const sms = (over: object = {}): object => ({
  channel: "SMS",
  staticBearer: { claimedIdentity: "plan", token: "sms-token", ...over },
});
const messenger = { channel: "MESSENGER", staticToken: { token: "fb-token" } };
const telegram = { channel: "TELEGRAM", telegramCredentials: { token: "bot-token" } };

const BASE: Fields = {
  displayName: "Support",
  channelCredentials: [sms(), messenger],
  retentionPolicy: { retentionType: "MESSAGE_EXPIRE_POLICY", ttlDays: 30 },
  smartConversation: { enabled: true },
};

/** The wire form of {@link BASE} as a service shows it that fills in defaults. */
const shownBase = (): Record<string, unknown> => ({
  id: "A1",
  display_name: "Support",
  channel_credentials: [
    {
      channel: "SMS",
      static_bearer: { claimed_identity: "plan", token: "sms-token" },
      callback_secret: "",
      credential_ordinal_number: 0,
      channel_known_id: "",
      state: { status: "ACTIVE", description: "" },
    },
    {
      channel: "MESSENGER",
      static_token: { token: "fb-token" },
      callback_secret: "",
      credential_ordinal_number: 0,
      channel_known_id: "page",
      state: { status: "PENDING", description: "" },
    },
  ],
  retention_policy: { retention_type: "MESSAGE_EXPIRE_POLICY", ttl_days: 30 },
  smart_conversation: { enabled: true },
  queue_stats: { outbound_size: 3, outbound_limit: 500000 },
});

const known = (fields: Fields, shown?: Record<string, unknown>): Known => {
  const leaves = leavesOf(appType, fields);
  const fingerprints = shown
    ? fingerprintsOf(appType, leaves, leavesOf(appType, fromWire(appType, shown) as Fields), "salt")
    : {};
  return { leaves, fingerprints, salt: "salt" };
};

/** A patch as it is sent. */
const planned = (applied: Known, desired: Fields, shown?: Leaves) => {
  const patch = planPatch(appType, applied, desiredOf(appType, desired), shown);
  if (!patch) return undefined;
  const body = toWire(appType, patch.body) as Record<string, unknown>;
  return { body, updateMask: updateMaskOf(appType, patch.mask).split(",") };
};

type Entry = Record<string, unknown> & { static_bearer: Record<string, string> };
const live = (change: (entries: Entry[], app: Record<string, unknown>) => void = () => {}) => {
  const app = shownBase();
  change(app.channel_credentials as Entry[], app);
  return leavesOf(appType, fromWire(appType, app) as Fields);
};
const sent = (fields: Fields, shown = live(), applied = known(BASE)) =>
  planned(applied, fields, shown)?.body.channel_credentials as Record<string, unknown>[] | undefined;

describe("planPatch", () => {
  const rows: [string, Fields, string[], object][] = [
    ["a changed name", { ...BASE, displayName: "Help" }, ["display_name"], { display_name: "Help" }],
    [
      "one leaf of an object, sent whole",
      { ...BASE, retentionPolicy: { retentionType: "MESSAGE_EXPIRE_POLICY", ttlDays: 7 } },
      ["retention_policy"],
      { retention_policy: { retention_type: "MESSAGE_EXPIRE_POLICY", ttl_days: 7 } },
    ],
    [
      "a field that was unmanaged",
      { ...BASE, messageRetrySettings: { retryDuration: 60 } },
      ["message_retry_settings"],
      { message_retry_settings: { retry_duration: 60 } },
    ],
    ["a removed field, absent from the body", { ...BASE, smartConversation: undefined }, ["smart_conversation"], {}],
    [
      "several fields, their names sorted",
      { ...BASE, smartConversation: { enabled: false }, displayName: "Help", processingMode: "DISPATCH" },
      ["display_name", "processing_mode", "smart_conversation"],
      { display_name: "Help", processing_mode: "DISPATCH", smart_conversation: { enabled: false } },
    ],
  ];
  for (const [title, desired, updateMask, body] of rows) {
    it(`sends ${title} @exact-mask`, () => assert.deepEqual(planned(known(BASE), desired), { updateMask, body }));
  }

  const nothing: [string, Fields][] = [
    ["nothing changed", BASE],
    ["an unset field is undefined", { ...BASE, processingMode: undefined }],
    [
      "an empty secret is set that was unset before",
      { ...BASE, callbackSettings: { secretForOverriddenCallbackUrls: "" } },
    ],
    [
      "an unset leaf of a channel is an empty text",
      { ...BASE, channelCredentials: [{ ...sms(), callbackSecret: "" }, messenger] },
    ],
    ["the properties have another order", Object.fromEntries(Object.entries(BASE).reverse())],
    ["the program sets what only the service can set", { ...BASE, queueStats: { outboundSize: 1 } }],
  ];
  for (const [title, desired] of nothing) {
    it(`sends nothing if ${title}`, () => assert.equal(planned(known(BASE), desired), undefined));
  }

  it("sends a changed channel's list whole, the other channel as the service shows it @channel-sent-back", () => {
    const shown = live((entries) =>
      Object.assign(entries[1] as Entry, { callback_secret: "by-hand", new_field: { a: 1 } }),
    );
    assert.deepEqual(sent({ ...BASE, channelCredentials: [sms({ token: "new" }), messenger] }, shown), [
      {
        channel: "SMS",
        static_bearer: { claimed_identity: "plan", token: "new" },
        callback_secret: "",
        credential_ordinal_number: 0,
      },
      {
        channel: "MESSENGER",
        static_token: { token: "fb-token" },
        callback_secret: "by-hand",
        credential_ordinal_number: 0,
        new_field: { a: 1 },
      },
    ]);
  });

  it("sends the program's own token if the service masks it @own-token-back", () => {
    const mask = (entries: Entry[]): void => {
      (entries[0] as Entry).static_bearer.token = "****";
    };
    const app = shownBase();
    mask(app.channel_credentials as Entry[]);
    const entries = sent({ ...BASE, channelCredentials: [sms(), messenger, telegram] }, live(mask), known(BASE, app));
    assert.deepEqual(entries?.[0]?.static_bearer, { claimed_identity: "plan", token: "sms-token" });
  });

  it("sends an exchanged Instagram token back as the service shows it", () => {
    const fields = {
      ...BASE,
      channelCredentials: [{ channel: "INSTAGRAM", instagramCredentials: { token: "short" } }],
    };
    const shown = {
      ...shownBase(),
      channel_credentials: [{ channel: "INSTAGRAM", instagram_credentials: { token: "long-lived" } }],
    };
    const desired = { ...BASE, channelCredentials: [...fields.channelCredentials, telegram] };
    const entries = sent(desired, leavesOf(appType, fromWire(appType, shown) as Fields), known(fields, shown));
    assert.deepEqual(entries?.[0]?.instagram_credentials, { token: "long-lived" });
  });

  for (const [how, token] of [
    ["masked", "****"],
    ["left out", undefined],
    ["shown as empty", ""],
  ])
    it(`refuses if an exchanged token is ${how}, unless the update sets a new one`, () => {
      const instagram = (token: string) => ({ channel: "INSTAGRAM", instagramCredentials: { token } });
      const fields = { ...BASE, channelCredentials: [instagram("short")] };
      const shown = {
        ...shownBase(),
        channel_credentials: [{ channel: "INSTAGRAM", instagram_credentials: { token } }],
      };
      const leaves = leavesOf(appType, fromWire(appType, shown) as Fields);
      assert.throws(
        () => sent({ ...BASE, channelCredentials: [instagram("short"), telegram] }, leaves, known(fields, shown)),
        /the service may have exchanged channelCredentials\[INSTAGRAM\]\.instagramCredentials\.token and hides the result; set a new one/,
      );
      const entries = sent({ ...BASE, channelCredentials: [instagram("new"), telegram] }, leaves, known(fields, shown));
      assert.deepEqual(entries?.[0]?.instagram_credentials, { token: "new" });
    });

  it("replaces the whole credential object if its kind changes", () => {
    const line = (credentials: object): Fields => ({
      ...BASE,
      channelCredentials: [{ channel: "LINE", ...credentials }],
    });
    const before = line({ lineCredentials: { token: "t", secret: "s" } });
    const after = line({ lineEnterpriseCredentials: { lineJapan: { token: "t", secret: "s" } } });
    const shown = {
      ...shownBase(),
      channel_credentials: [
        {
          channel: "LINE",
          line_credentials: { token: "t", secret: "s", is_default: false },
          credential_ordinal_number: 0,
        },
      ],
    };
    assert.deepEqual(sent(after, leavesOf(appType, fromWire(appType, shown) as Fields), known(before)), [
      {
        channel: "LINE",
        line_enterprise_credentials: { line_japan: { token: "t", secret: "s" } },
        credential_ordinal_number: 0,
      },
    ]);
  });

  it("sends channels in the program's order", () => {
    const entries = sent({ ...BASE, channelCredentials: [messenger, sms()] });
    assert.deepEqual(
      entries?.map((entry) => entry.channel),
      ["MESSENGER", "SMS"],
    );
  });

  const conflicts: [string, (entries: Entry[]) => void, RegExp][] = [
    [
      "added",
      (entries) => entries.push({ channel: "TELEGRAM", telegram_credentials: { token: "x" } } as never),
      /TELEGRAM was added/,
    ],
    [
      "added of a kind that nobody knows",
      (entries) => entries.push({ channel: "PIGEON", pigeon: { loft: "x" } } as never),
      /PIGEON was added/,
    ],
    ["removed", (entries) => entries.pop(), /MESSENGER was removed/],
    [
      "changed",
      (entries) => {
        (entries[0] as Entry).static_bearer.claimed_identity = "other";
      },
      /channelCredentials\[SMS\]\.staticBearer\.claimedIdentity was changed/,
    ],
  ];
  for (const [what, change, message] of conflicts) {
    it(`refuses if a channel was ${what} outside, and names the channel and the fix`, () => {
      const desired = { ...BASE, channelCredentials: [sms({ token: "new" }), messenger] };
      assert.throws(() => sent(desired, live(change)), { code: "ERR_SINCH_CONFLICT", message });
      assert.throws(() => sent(desired, live(change)), /pulumi refresh/);
    });
  }

  it("continues if somebody made the same change already", () => {
    const shown = live((entries) => {
      (entries[0] as Entry).static_bearer.token = "new";
    });
    assert.equal(sent({ ...BASE, channelCredentials: [sms({ token: "new" }), messenger] }, shown)?.length, 2);
  });

  it("refuses to send back a mask for a secret that the program doesn't manage", () => {
    const shown = live((entries) => Object.assign(entries[1] as Entry, { callback_secret: "****" }));
    assert.throws(
      () => sent({ ...BASE, channelCredentials: [sms({ token: "new" }), messenger] }, shown),
      /channelCredentials\[MESSENGER\]\.callbackSecret is set, but the service hides its value/,
    );
  });

  it("never puts a secret into an error", () => {
    const shown = live((entries) => {
      (entries[0] as Entry).static_bearer.token = "somebody's";
    });
    const desired = { ...BASE, channelCredentials: [sms({ token: "new-secret" }), messenger] };
    assert.throws(
      () => sent(desired, shown),
      (error: Error) => !/somebody's|new-secret|sms-token|fb-token/.test(error.message),
    );
  });

  it("sorts the mask by wire names, whatever the schema's order", () => {
    const desired = {
      ...BASE,
      callbackSettings: { secretForOverriddenCallbackUrls: "s" },
      messageRetrySettings: { retryDuration: 60 },
      deliveryReportBasedFallback: { enabled: true },
      conversationMetadataReportView: "FULL",
      displayName: "B",
    };
    assert.deepEqual(planned(known(BASE), desired)?.updateMask, [
      "callback_settings",
      "conversation_metadata_report_view",
      "delivery_report_based_fallback",
      "display_name",
      "message_retry_settings",
    ]);
  });

  it("omits a null field from the body, like an unset one", () => {
    assert.deepEqual(planned(known(BASE), { ...BASE, smartConversation: null }), {
      updateMask: ["smart_conversation"],
      body: {},
    });
  });

  it("sends other fields as the program sets them, even if it knows the live app", () => {
    const desired = { ...BASE, displayName: "B", retentionPolicy: { retentionType: "PERSIST_RETENTION_POLICY" } };
    assert.deepEqual(planned(known(BASE), desired, live())?.body, {
      display_name: "B",
      retention_policy: { retention_type: "PERSIST_RETENTION_POLICY" },
    });
  });

  it("reports without the live app that a list must be sent, and which fields", () => {
    const desired = { ...BASE, channelCredentials: [messenger] };
    assert.deepEqual(planned(known(BASE), desired), {
      updateMask: ["channel_credentials"],
      body: { channel_credentials: [{ channel: "MESSENGER", static_token: { token: "fb-token" } }] },
    });
  });

  it("accepts a channel that somebody added exactly as the program sets it", () => {
    const shown = live((entries) =>
      entries.push({ channel: "TELEGRAM", telegram_credentials: { token: "bot-token" }, callback_secret: "" } as never),
    );
    const desired = { ...BASE, channelCredentials: [sms(), messenger, telegram] };
    assert.equal(sent(desired, shown)?.length, 3);
    const other = { ...telegram, telegramCredentials: { token: "another" } };
    assert.throws(() => sent({ ...BASE, channelCredentials: [sms(), messenger, other] }, shown), /TELEGRAM was added/);
  });

  it("names everything changed outside, and everything hidden", () => {
    const desired = { ...BASE, channelCredentials: [sms({ token: "new" }), messenger] };
    const changed = live((entries) => {
      (entries[0] as Entry).static_bearer.claimed_identity = "x";
      entries.pop();
    });
    assert.throws(() => sent(desired, changed), {
      code: "ERR_SINCH_CONFLICT",
      message:
        "nothing was sent, because channelCredentials was changed outside of this stack: channelCredentials[SMS].staticBearer.claimedIdentity was changed; " +
        "MESSENGER was removed. Run `pulumi refresh` to take the change into the state, then `pulumi preview`",
    });
    const hidden = live((entries) => {
      for (const entry of entries) Object.assign(entry, { callback_secret: "****" });
    });
    assert.throws(() => sent(desired, hidden), {
      code: "ERR_SINCH_HIDDEN",
      message:
        "nothing was sent, because channelCredentials can only be replaced as a whole: " +
        ["SMS", "MESSENGER"]
          .map(
            (name) =>
              `channelCredentials[${name}].callbackSecret is set, but the service hides its value; set it in the program, or clear it`,
          )
          .join("; "),
    });
  });

  it("continues if a channel that the program removes is already gone", () => {
    const shown = live((entries) => entries.pop());
    assert.equal(sent({ ...BASE, channelCredentials: [sms()] }, shown)?.length, 1);
  });
});

describe("planCreate", () => {
  it("sends exactly what the program sets", () => {
    assert.deepEqual(
      toWire(
        appType,
        fieldsOf(
          appType,
          leavesOf(appType, {
            displayName: "A",
            channelCredentials: [sms()],
            queueStats: {},
            processingMode: undefined,
          }),
        ),
      ),
      {
        display_name: "A",
        channel_credentials: [{ channel: "SMS", static_bearer: { claimed_identity: "plan", token: "sms-token" } }],
      },
    );
  });

  it("sends an empty list of channels", () => {
    assert.deepEqual(
      toWire(appType, fieldsOf(appType, leavesOf(appType, { displayName: "A", channelCredentials: [] }))),
      {
        display_name: "A",
        channel_credentials: [],
      },
    );
  });
});

describe("planPatch with a removed field", () => {
  const webhook = { target: "https://example.com", triggers: ["MESSAGE_INBOUND"], secret: "s" };
  const patchTo = (fields: Fields) =>
    planPatch(
      webhookType,
      { leaves: leavesOf(webhookType, webhook), fingerprints: {}, salt: "" },
      desiredOf(webhookType, fields),
    );

  it("sends the clearing value if omission doesn't clear it", () => {
    const { secret: _, ...rest } = webhook;
    for (const fields of [rest, { ...rest, secret: null }]) {
      assert.deepEqual(patchTo(fields), { body: { secret: "" }, mask: ["secret"] });
    }
  });

  it("otherwise omits it, even if it is null", () => {
    const applied = known({ displayName: "A", channelCredentials: [], processingMode: "DISPATCH" });
    for (const fields of [{}, { processingMode: null }]) {
      const desired = desiredOf(appType, { displayName: "A", channelCredentials: [], ...fields });
      assert.deepEqual(planPatch(appType, applied, desired), { body: {}, mask: ["processingMode"] });
    }
  });
});
