import assert from "node:assert/strict";
import type { WireApp } from "../../../fake/index.js";
import { create, draft, patch, sms, withFake } from "./client.js";

const BASE = draft({
  retention_policy: { retention_type: "PERSIST_RETENTION_POLICY", ttl_days: 30 },
  smart_conversation: { enabled: true },
  processing_mode: "CONVERSATION",
  message_retry_settings: { retry_duration: 60 },
  callback_settings: { secret_for_overridden_callback_urls: "s" },
});
const BODY = { display_name: "New", retention_policy: { ttl_days: 90 }, smart_conversation: { enabled: false } };

/** Every spelling of "name and retention policy"; the body has smart_conversation besides. */
const SPELLINGS: [who: string, query: string][] = [
  ["the Node SDK and the samples", "update_mask=display_name,retention_policy"],
  ["a client that encodes the comma", "update_mask=display_name%2Cretention_policy"],
  [".NET and older SDKs", "update_mask.paths=display_name&update_mask.paths=retention_policy"],
  [
    "a mix of both, with a path twice and an empty one",
    "update_mask=display_name,&update_mask.paths=retention_policy,display_name",
  ],
];

describe("the fake's update_mask", () => {
  for (const [who, query] of SPELLINGS) {
    it(
      `is understood as sent by ${who}`,
      withFake({}, async (fake, call) => {
        const before = await create(call, BASE);
        const { status, body } = await patch(call, before.id, query, BODY);
        assert.equal(status, 200);
        assert.equal(body.display_name, "New");
        assert.deepEqual(body.retention_policy, { retention_type: "MESSAGE_EXPIRE_POLICY", ttl_days: 90 });
        assert.deepEqual(body.smart_conversation, { enabled: true }, "outside of the mask");
        assert.deepEqual(fake.journal.last()?.updateMask, ["display_name", "retention_policy"]);
        assert.equal(fake.journal.last()?.query, query);
      }),
    );
  }

  for (const query of ["", "update_mask=", "update_mask.paths="]) {
    it(
      `defaults to the leaves of the body for the query "${query}", as the Java SDK sends it`,
      withFake({}, async (fake, call) => {
        const { id } = await create(call, BASE);
        const { body } = await patch(call, id, query, { ...BODY, message_retry_settings: null, callback_settings: {} });
        assert.deepEqual(
          [body.display_name, body.retention_policy, body.smart_conversation?.enabled, body.processing_mode],
          ["New", { retention_type: "PERSIST_RETENTION_POLICY", ttl_days: 90 }, false, "CONVERSATION"],
        );
        assert.deepEqual(body.message_retry_settings, { retry_duration: 3600 }, "cleared by null");
        assert.deepEqual(body.callback_settings, { secret_for_overridden_callback_urls: "" }, "cleared by {}");
        assert.equal(fake.journal.last()?.updateMask, undefined);
      }),
    );
  }

  it(
    "is refused if it appears twice, as the service's gateway does",
    withFake({}, async (fake, call) => {
      const { id } = await create(call, BASE);
      const reply = await patch(call, id, "update_mask=display_name&update_mask=retention_policy", BODY);
      assert.deepEqual([reply.status, reply.body.message], [400, 'too many values for field "update_mask"']);
      assert.equal(fake.app(id)?.display_name, "Support");
    }),
  );

  it(
    "defaults to whole lists, and null removes a leaf of an entry",
    withFake({}, async (fake, call) => {
      const { id } = await create(call);
      await patch(call, id, "", { channel_credentials: [{ ...sms("new"), callback_secret: null }] });
      assert.deepEqual(fake.app(id)?.channel_credentials[0]?.static_bearer, sms("new").static_bearer);
      assert.equal(fake.app(id)?.channel_credentials[0]?.callback_secret, "");
      assert.equal((await patch(call, id, "", { display_name: null })).status, 400);
    }),
  );

  const nested: [title: string, mask: string, body: object, wanted: Partial<WireApp>][] = [
    [
      "writes one leaf",
      "retention_policy.ttl_days",
      { retention_policy: { ttl_days: 90, retention_type: "CONVERSATION_EXPIRE_POLICY" } },
      { retention_policy: { retention_type: "PERSIST_RETENTION_POLICY", ttl_days: 90 } },
    ],
    [
      "resets one leaf that the body doesn't have",
      "retention_policy.ttl_days",
      {},
      { retention_policy: { retention_type: "PERSIST_RETENTION_POLICY", ttl_days: 180 } },
    ],
    [
      "resets a whole message that the body doesn't have",
      "retention_policy",
      { display_name: "ignored" },
      { retention_policy: { retention_type: "MESSAGE_EXPIRE_POLICY", ttl_days: 180 }, display_name: "Support" },
    ],
    ["resets an enum", "processing_mode", {}, { processing_mode: "DISPATCH" }],
  ];
  for (const [title, mask, body, wanted] of nested) {
    it(
      title,
      withFake({}, async (fake, call) => {
        const { id } = await create(call, BASE);
        assert.equal((await patch(call, id, `update_mask=${mask}`, body)).status, 200);
        const app = fake.app(id);
        assert.deepEqual(app, { ...app, ...wanted });
      }),
    );
  }

  it(
    "writes a leaf of a message that a sparse service shows as null, or not at all",
    withFake({ defaults: "sparse" }, async (fake, call) => {
      const { id } = await create(call);
      const body = { message_retry_settings: { retry_duration: 60 }, retention_policy: { ttl_days: 5 } };
      await patch(call, id, "update_mask=message_retry_settings.retry_duration,retention_policy.ttl_days", body);
      assert.deepEqual(fake.app(id)?.message_retry_settings, { retry_duration: 60 });
      assert.equal(fake.app(id)?.retention_policy?.ttl_days, 5);
      await patch(call, id, "update_mask=message_retry_settings,retention_policy", {});
      assert.equal(fake.app(id)?.message_retry_settings, null);
      assert.ok(!("retention_policy" in (fake.app(id) ?? {})));
    }),
  );

  it(
    "replaces channel_credentials whole",
    withFake({}, async (fake, call) => {
      const { id } = await create(call);
      const telegram = { channel: "TELEGRAM", telegram_credentials: { token: "t" } };
      await patch(call, id, "update_mask=channel_credentials", { channel_credentials: [telegram] });
      assert.deepEqual(
        fake.app(id)?.channel_credentials.map(({ channel }) => channel),
        ["TELEGRAM"],
      );
      await patch(call, id, "update_mask=channel_credentials", { channel_credentials: [] });
      assert.deepEqual(fake.app(id)?.channel_credentials, []);
    }),
  );

  const refused: [path: string, message: RegExp][] = [
    ["colour", /^update_mask: colour is unknown/],
    ["displayName", /is unknown/],
    ["*", /is unknown/],
    ["retention_policy.days", /is unknown/],
    ["display_name.first", /is unknown/],
    ["constructor", /is unknown/],
    ["display_name, processing_mode", /is unknown/],
    ["channel_credentials.0", /goes into an array/],
    ["channel_credentials.static_bearer.token", /goes into an array/],
    ["channel_credentials[0]", /is unknown/],
    ["id", /is output only/],
    ["queue_stats.outbound_size", /is output only/],
  ];
  for (const [path, message] of refused) {
    it(
      `refuses the path ${path}, and changes nothing`,
      withFake({ pendingMs: 60_000 }, async (fake, call) => {
        const { id } = await create(call, BASE);
        const before = fake.app(id);
        const reply = await patch(call, id, `update_mask=display_name,${encodeURIComponent(path)}`, BODY);
        assert.equal(reply.status, 400);
        assert.match(reply.body.message, message);
        assert.deepEqual(fake.app(id), before);
      }),
    );
  }

  for (const field of ["display_name", "channel_credentials"]) {
    it(
      `can't clear ${field}, which an app requires`,
      withFake({}, async (fake, call) => {
        const { id } = await create(call, BASE);
        const reply = await patch(call, id, `update_mask=${field}`, {});
        assert.equal(reply.status, 400);
        assert.match(reply.body.message, new RegExp(`^${field}: is required`));
        assert.deepEqual(fake.app(id)?.channel_credentials.length, 1);
      }),
    );
  }

  it(
    "doesn't permit output-only fields outside it",
    withFake({}, async (_fake, call) => {
      const { id } = await create(call, BASE);
      const whole = {
        ...draft({ channel_credentials: [sms()] }),
        queue_stats: { outbound_size: 0, outbound_limit: 1 },
      };
      assert.equal((await patch(call, id, "update_mask=display_name", whole)).status, 400);
    }),
  );
});
