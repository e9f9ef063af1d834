import assert from "node:assert/strict";
import { APPS, create, patch, withFake } from "./client.js";

const APP = {
  display_name: "NONE",
  channel_credentials: [
    { channel: "SMS", static_bearer: { claimed_identity: "plan", token: "token" } },
    { channel: "MMS", mms_credentials: { account_id: "account", api_key: "key", default_sender: "" } },
  ],
  retention_policy: { retention_type: "MESSAGE_EXPIRE_POLICY", ttl_days: 30 },
};
const [SMS, MMS] = APP.channel_credentials;

describe("the fake's empty values", () => {
  it(
    "are omitted if configured, as in protobuf's JSON: lists, zeroes, false, and first values of an enum",
    withFake({ empty: "omit", defaults: "sdk", pendingMs: 0 }, async (fake, call) => {
      assert.equal((await call(APPS)).text, "{}");
      const { id } = await create(call, APP);
      const shown = {
        id,
        display_name: "NONE",
        channel_credentials: [
          { ...SMS, state: { status: "ACTIVE" } },
          { channel: "MMS", mms_credentials: { account_id: "account", api_key: "key" }, state: { status: "ACTIVE" } },
        ],
        rate_limits: { outbound: 20, inbound: 100, webhooks: 100 },
        retention_policy: { ttl_days: 30 },
        dispatch_retention_policy: {},
        smart_conversation: {},
        queue_stats: { outbound_limit: 500000 },
        persist_message_status: {},
        message_search: {},
        callback_settings: {},
        delivery_report_based_fallback: {},
        message_retry_settings: { retry_duration: 3600 },
      };
      assert.deepEqual((await call(`${APPS}/${id}`)).body, shown);
      assert.deepEqual((await call(APPS)).body, { apps: [shown] });
      const bare = await patch(call, id, "update_mask=channel_credentials", { channel_credentials: [] });
      assert.ok(!("channel_credentials" in bare.body));
      fake.configure({ envelope: "flat" });
      assert.ok(!("details" in (await call(`${APPS}/nobody`)).body));
    }),
  );

  it(
    "are null if configured, and so is an object with nothing else in it",
    withFake({ empty: "null", defaults: "sdk", pendingMs: 0 }, async (_fake, call) => {
      assert.deepEqual((await call(APPS)).body, { apps: null });
      const app = await create(call, APP);
      assert.deepEqual(app.channel_credentials[1], {
        ...MMS,
        mms_credentials: { account_id: "account", api_key: "key", default_sender: null },
        callback_secret: null,
        credential_ordinal_number: null,
        channel_known_id: null,
        state: { status: "PENDING", description: null },
      });
      assert.deepEqual(
        [app.processing_mode, app.smart_conversation, app.retention_policy],
        [null, null, { retention_type: null, ttl_days: 30 }],
      );
    }),
  );

  it(
    "don't change what it stores",
    withFake({ empty: "omit", defaults: "sdk", pendingMs: 0 }, async (fake, call) => {
      const { id } = await create(call, APP);
      assert.equal(fake.app(id)?.processing_mode, "CONVERSATION");
      fake.configure({ empty: "show" });
      assert.deepEqual((await call(`${APPS}/${id}`)).body, fake.app(id));
    }),
  );
});
