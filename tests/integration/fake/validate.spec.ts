import assert from "node:assert/strict";
import type { WireApp, WireEntry } from "../../../fake/index.js";
import { APPS, create, draft, patch, sms, withFake } from "./client.js";

const line = (ordinal: number, is_default?: boolean): WireEntry => ({
  channel: "LINE",
  credential_ordinal_number: ordinal,
  line_credentials: { token: "t", secret: "s", ...(is_default !== undefined && { is_default }) },
});
const enterprise = { line_japan: { token: "t", secret: "s" } };

/** A valid entry of every channel, with every credential object. */
const VALID: WireEntry[] = [
  ...["WHATSAPP", "RCS", "SMS", "VIBERBM"].map((channel) => ({ ...sms(), channel })),
  ...["MESSENGER", "VIBER"].map((channel) => ({ channel, static_token: { token: "t" } })),
  {
    channel: "MMS",
    mms_credentials: {
      account_id: "a",
      api_key: "k",
      basic_auth: { username: "u", password: "p" },
      default_sender: "s",
    },
  },
  { channel: "KAKAOTALK", kakaotalk_credentials: { kakaotalk_plus_friend_id: "f", kakaotalk_sender_key: "k" } },
  { channel: "KAKAOTALKCHAT", kakaotalkchat_credentials: { kakaotalk_plus_friend_id: "f" } },
  { channel: "TELEGRAM", telegram_credentials: { token: "t" } },
  line(0, true),
  { channel: "LINE", credential_ordinal_number: 255, line_enterprise_credentials: enterprise },
  { channel: "WECHAT", wechat_credentials: { app_id: "a", app_secret: "s", token: "t", aes_key: "k" } },
  { channel: "INSTAGRAM", instagram_credentials: { token: "t", business_account_id: "b" } },
  {
    channel: "APPLEBC",
    applebc_credentials: {
      business_chat_account_id: "b",
      merchant_id: "m",
      apple_pay_certificate_reference: "r",
      apple_pay_certificate_password: "p",
    },
  },
];

const FULL = {
  display_name: "Full",
  channel_credentials: VALID,
  conversation_metadata_report_view: "FULL",
  retention_policy: { retention_type: "CONVERSATION_EXPIRE_POLICY", ttl_days: 3650 },
  dispatch_retention_policy: { retention_type: "MESSAGE_EXPIRE_POLICY", ttl_days: 7 },
  processing_mode: "DISPATCH",
  consent_manager_settings: { mode: "PRIMARY" },
  smart_conversation: { enabled: true },
  callback_settings: { secret_for_overridden_callback_urls: "s" },
  delivery_report_based_fallback: { enabled: true, delivery_report_waiting_time: 10 },
  message_retry_settings: { retry_duration: 30 },
};

const at = (entry: object): object => ({ channel_credentials: [entry] });

/** What the table doesn't know, the path of it, and where it stands in an app if it is kept. */
const UNKNOWN: [title: string, change: Partial<WireApp>, path: string, kept: (app?: WireApp) => unknown][] = [
  ["an unknown field", { colour: "red" }, "colour", (app) => app?.colour],
  ["a field in the SDK's spelling", { displayName: "x" }, "displayName", (app) => app?.displayName],
  [
    "an unknown field of a message",
    { smart_conversation: { on: true } as object },
    "smart_conversation.on",
    (app) => (app?.smart_conversation as { on?: true })?.on,
  ],
  [
    "an unknown field of an entry",
    { channel_credentials: [{ ...sms(), priority: 3 }] },
    "channel_credentials[0].priority",
    (app) => app?.channel_credentials[0]?.priority,
  ],
  [
    "an unknown field of a credential object",
    { channel_credentials: [{ ...sms(), static_bearer: { claimed_identity: "p", token: "t", zone: { of: "z" } } }] },
    "channel_credentials[0].static_bearer.zone",
    (app) => app?.channel_credentials[0]?.static_bearer?.zone,
  ],
];

/** One change to a valid app, and what the message must say. */
const WRONG: [title: string, change: object, message: RegExp][] = [
  ...["id", "rate_limits", "queue_stats", "persist_message_status", "message_search"].map(
    (field): [string, object, RegExp] => [
      `the output-only ${field}`,
      { [field]: {} },
      new RegExp(`^${field}: is output only`),
    ],
  ),
  ["a null for an entry", { channel_credentials: [null] }, /^channel_credentials\[0\]: must be object/],
  ["an empty name", { display_name: "" }, /^display_name: must not be empty/],
  ["a name that isn't a string", { display_name: 5 }, /^display_name: must be string/],
  ["an unknown enum value", { processing_mode: "BOTH" }, /^processing_mode: must be one of CONVERSATION, DISPATCH/],
  [
    "a dispatch policy of another type",
    { dispatch_retention_policy: { retention_type: "PERSIST_RETENTION_POLICY" } },
    /must be one of/,
  ],
  ["a retention of 0 days", { retention_policy: { ttl_days: 0 } }, /^retention_policy\.ttl_days: must be >= 1/],
  ["a retention of 3651 days", { retention_policy: { ttl_days: 3651 } }, /must be <= 3650/],
  ["a retention of half days", { retention_policy: { ttl_days: 1.5 } }, /must be integer/],
  ["a number in a string", { retention_policy: { ttl_days: "30" } }, /must be integer/],
  ["a dispatch retention of 8 days", { dispatch_retention_policy: { ttl_days: 8 } }, /must be <= 7/],
  ["a retry of 29 s", { message_retry_settings: { retry_duration: 29 } }, /must be >= 30/],
  ["a retry of 3601 s", { message_retry_settings: { retry_duration: 3601 } }, /must be <= 3600/],
  [
    "the server's default waiting time sent back",
    { delivery_report_based_fallback: { delivery_report_waiting_time: 0 } },
    /must be >= 10/,
  ],
  [
    "an entry without a channel",
    at({ static_token: { token: "t" } }),
    /^channel_credentials\[0\]\.channel: is required/,
  ],
  ["an unknown channel", at({ channel: "FAX" }), /channel: must be one of/],
  ["an entry without credentials", at({ channel: "SMS" }), /^channel_credentials\[0\]: must have static_bearer/],
  [
    "credentials of another channel's kind",
    at({ channel: "SMS", static_token: { token: "t" } }),
    /static_token: is not a credential object of this channel/,
  ],
  ["two credential objects", at({ ...sms(), telegram_credentials: { token: "t" } }), /telegram_credentials: is not/],
  [
    "both kinds of LINE credentials",
    at({ ...line(0), line_enterprise_credentials: enterprise }),
    /exactly one of line_credentials, line_enterprise_credentials/,
  ],
  [
    "both countries of LINE Enterprise",
    at({ channel: "LINE", line_enterprise_credentials: { ...enterprise, line_thailand: enterprise.line_japan } }),
    /exactly one of line_japan, line_thailand/,
  ],
  [
    "a missing credential",
    at({ channel: "SMS", static_bearer: { token: "t" } }),
    /static_bearer\.claimed_identity: is required/,
  ],
  [
    "a missing credential further in",
    at({ channel: "MMS", mms_credentials: { account_id: "a", api_key: "k", basic_auth: { username: "u" } } }),
    /mms_credentials\.basic_auth\.password: is required/,
  ],
  ["an empty credential", at({ channel: "TELEGRAM", telegram_credentials: { token: "" } }), /token: must not be empty/],
  [
    "half of Apple Pay",
    at({ channel: "APPLEBC", applebc_credentials: { business_chat_account_id: "b", merchant_id: "m" } }),
    /all of merchant_id, apple_pay_certificate_reference, apple_pay_certificate_password, or none/,
  ],
  [
    "an entry's state",
    at({ ...sms(), state: { status: "ACTIVE", description: "" } }),
    /^channel_credentials\[0\]\.state: is output only/,
  ],
  ["an entry's known id", at({ ...sms(), channel_known_id: "" }), /channel_known_id: is output only/],
  [
    "a callback secret of 257 characters",
    at({ ...sms(), callback_secret: "x".repeat(257) }),
    /must NOT have more than 256 characters/,
  ],
  [
    "an ordinal on another channel",
    at({ ...sms(), credential_ordinal_number: 1 }),
    /must be 0 for every channel except LINE/,
  ],
  ["an ordinal of 256", at({ ...line(256) }), /must be <= 255/],
  [
    "a channel twice",
    { channel_credentials: [sms("a"), sms("b")] },
    /^channel_credentials\[1\]\.channel: SMS can appear only once/,
  ],
  [
    "a LINE ordinal twice",
    { channel_credentials: [line(1, true), line(1)] },
    /^channel_credentials\[1\]\.credential_ordinal_number: is in use/,
  ],
  ["several LINE entries without a default", { channel_credentials: [line(0), line(1)] }, /exactly one LINE entry/],
  [
    "several LINE entries with two defaults",
    { channel_credentials: [line(0, true), line(1, true)] },
    /exactly one .* not 2/,
  ],
];

describe("the fake's validation", () => {
  it(
    "accepts an app with every field and every channel, and keeps every value",
    withFake({ instagram: "keep" }, async (fake, call) => {
      const { id } = await create(call, FULL);
      const kept = fake.app(id);
      for (const [field, value] of Object.entries(FULL)) {
        if (field === "channel_credentials") continue;
        assert.deepEqual(kept?.[field], value, field);
      }
      VALID.forEach((entry, index) => {
        const { state, channel_known_id, callback_secret, ...stored } = kept?.channel_credentials[index] ?? {
          channel: "",
        };
        assert.ok(state && channel_known_id === "" && callback_secret === "");
        const wanted = structuredClone({ credential_ordinal_number: 0, ...entry });
        for (const object of [wanted.line_credentials, wanted.line_enterprise_credentials]) {
          if (object) object.is_default ??= false;
        }
        assert.deepEqual(stored, wanted);
      });
    }),
  );

  it(
    "accepts MMS credentials without basic_auth",
    withFake({}, async (fake, call) => {
      const mms_credentials = { account_id: "a", api_key: "k" };
      const { id } = await create(call, draft({ channel_credentials: [{ channel: "MMS", mms_credentials }] }));
      assert.deepEqual(fake.app(id)?.channel_credentials[0]?.mms_credentials, mms_credentials);
    }),
  );

  for (const field of ["display_name", "channel_credentials"]) {
    it(
      `requires ${field} on create`,
      withFake({}, async (_fake, call) => {
        const reply = await call(APPS, { method: "POST", body: draft({ [field]: undefined }) });
        assert.equal(reply.status, 400);
        assert.equal(reply.body.message, `${field}: is required`);
      }),
    );
  }

  it(
    "accepts an app without channels",
    withFake({}, async (_fake, call) => {
      assert.deepEqual((await create(call, draft({ channel_credentials: [] }))).channel_credentials, []);
    }),
  );

  for (const [title, change, message] of WRONG) {
    it(
      `refuses ${title}, on create and on update, and changes nothing`,
      withFake({ pendingMs: 60_000 }, async (fake, call) => {
        const { id } = await create(call);
        const before = fake.apps();
        const replies = [
          await call(APPS, { method: "POST", body: { ...draft(), ...change } }),
          await patch(call, id, "", change),
        ];
        for (const { status, body } of replies) {
          assert.equal(status, 400);
          assert.equal(body.status, "INVALID_ARGUMENT");
          assert.match(body.message, message);
        }
        assert.deepEqual(fake.apps(), before);
      }),
    );
  }

  for (const [title, change, path, kept] of UNKNOWN) {
    it(
      `drops ${title} on create and next to a mask, and refuses it without one`,
      withFake({}, async (fake, call) => {
        const { id } = await create(call, draft(change));
        assert.equal(kept(fake.app(id)), undefined);
        const field = Object.keys(change)[0] ?? "";
        const mask = path === field ? "display_name" : `display_name,${field}`;
        const reply = await patch(call, id, `update_mask=${mask}`, { display_name: "New", ...change });
        assert.deepEqual([reply.status, kept(fake.app(id)), fake.app(id)?.display_name], [200, undefined, "New"]);
        const refused = await patch(call, id, "", change);
        assert.deepEqual([refused.status, refused.body.message], [400, `${path}: unknown field`]);
      }),
    );

    it(
      `keeps ${title} if configured, and shows it`,
      withFake({ unknownFields: "keep" }, async (_fake, call) => {
        const field = Object.keys(change)[0] ?? "";
        for (const query of ["", `update_mask=${field}`]) {
          const { id } = await create(call);
          assert.equal((await patch(call, id, query, change)).status, 200);
          assert.deepEqual(kept((await call(`${APPS}/${id}`)).body), kept(change as WireApp));
        }
        const { id } = await create(call, draft(change));
        assert.deepEqual(kept((await call(`${APPS}/${id}`)).body), kept(change as WireApp));
        await patch(call, id, `update_mask=${field}`, draft());
        assert.equal(kept((await call(`${APPS}/${id}`)).body), undefined);
      }),
    );
  }

  it(
    "keeps an unknown channel if configured, with its entry's content",
    withFake({ unknownFields: "keep" }, async (fake, call) => {
      const fax = { channel: "FAX", fax_credentials: { number: "1", token: "t" }, pages: [1, { a: null }], none: null };
      const { id } = await create(call, draft({ channel_credentials: [sms(), fax] }));
      const kept = fake.app(id)?.channel_credentials[1];
      assert.deepEqual({ ...kept, ...fax }, kept);
      const settled = [fax, sms()];
      const { status } = await patch(call, id, "update_mask=channel_credentials", { channel_credentials: settled });
      assert.deepEqual([status, fake.app(id)?.channel_credentials[0]?.channel], [200, "FAX"]);
      assert.equal((await patch(call, id, "update_mask=colour", {})).status, 400);
      const twice = await patch(call, id, "", { channel_credentials: [fax, fax] });
      assert.match(twice.body.message, /FAX can appear only once/);
    }),
  );

  it(
    "treats null as unset",
    withFake({}, async (_fake, call) => {
      const app = await create(call, draft({ message_retry_settings: null, retention_policy: { ttl_days: 3 } }));
      assert.deepEqual(app.message_retry_settings, { retry_duration: 3600 });
      const reply = await call(APPS, { method: "POST", body: draft({ display_name: null as unknown as string }) });
      assert.deepEqual([reply.status, reply.body.message], [400, "display_name: is required"]);
    }),
  );

  it(
    "shows consent_manager_settings only if configured",
    withFake({}, async (fake, call) => {
      const { id, ...app } = await create(call, draft({ consent_manager_settings: { mode: "PRIMARY" } }));
      assert.ok(!("consent_manager_settings" in app));
      fake.configure({ consentManager: "show" });
      assert.deepEqual((await call(`${APPS}/${id}`)).body.consent_manager_settings, { mode: "PRIMARY" });
      const { body } = await patch(call, id, "", { consent_manager_settings: { mode: "SECONDARY" } });
      assert.deepEqual(body.consent_manager_settings, { mode: "SECONDARY" });
      assert.equal((await patch(call, id, "", { consent_manager_settings: { mode: "ON" } })).status, 400);
    }),
  );

  it(
    "reports everything wrong at once, without values",
    withFake({}, async (_fake, call) => {
      const canary = "canary-4711";
      const entry = {
        channel: "SMS",
        static_bearer: { claimed_identity: [canary], token: { deep: canary }, more: canary },
        state: canary,
      };
      const body = {
        display_name: "",
        id: canary,
        processing_mode: canary,
        channel_credentials: [entry, { channel: canary }],
      };
      const reply = await call(APPS, { method: "POST", body });
      assert.equal(reply.status, 400);
      assert.equal(reply.body.message.split("; ").length, 7);
      assert.ok(!reply.text.includes(canary));
    }),
  );

  it(
    "refuses unknown query parameters, such as a misspelt mask",
    withFake({}, async (_fake, call) => {
      const { id } = await create(call);
      assert.match(
        (await patch(call, id, "updateMask=display_name", { display_name: "x" })).body.message,
        /updateMask/,
      );
      assert.equal((await call(`${APPS}?page_size=5`)).status, 400);
      assert.equal((await call(`${APPS}?update_mask=display_name`, { method: "POST", body: draft() })).status, 400);
    }),
  );

  it(
    "accepts unknown channels and fields that the app already has",
    withFake({}, async (fake, call) => {
      const fax = { channel: "FAX", fax_credentials: { number: "1", token: "t" } };
      const future = { ...sms(), static_bearer: { ...sms().static_bearer, zone: "z" }, priority: 3 };
      const id = fake.insert({ ...draft(), channel_credentials: [fax, future], theme: { colour: "red" } });
      const body = { channel_credentials: [future, fax], theme: { colour: "blue" } };
      assert.equal((await patch(call, id, "update_mask=channel_credentials,theme", body)).status, 200);
      const app = fake.app(id);
      assert.deepEqual(app?.theme, { colour: "blue" });
      assert.equal(app?.channel_credentials[0]?.priority, 3);
      assert.deepEqual(app?.channel_credentials[1]?.fax_credentials, fax.fax_credentials);

      const refused = [
        { ...fax, state: { status: "ACTIVE", description: "" } },
        { ...fax, channel: "PAGER" },
        { ...future, colour: 1 },
      ];
      for (const entry of refused) {
        assert.equal((await patch(call, id, "", { channel_credentials: [entry] })).status, 400);
      }
      assert.equal((await call(APPS, { method: "POST", body: draft({ channel_credentials: [fax] }) })).status, 400);
    }),
  );
});
