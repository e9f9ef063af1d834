import assert from "node:assert/strict";
import type { WireApp } from "../../../fake/index.js";
import { APPS, create, draft, withFake } from "./client.js";

const SETTLED = {
  channel: "SMS",
  static_bearer: { claimed_identity: "SpaceMonkeySquadron", token: "00112233445566778899aabbccddeeff" },
  callback_secret: "",
  state: { status: "ACTIVE", description: "" },
  channel_known_id: "",
  credential_ordinal_number: 0,
};
const {
  callback_secret: _secret,
  channel_known_id: _id,
  credential_ordinal_number: _ordinal,
  ...SPARSE_ENTRY
} = SETTLED;

/** The reference's real response, less its id. */
const REAL = {
  channel_credentials: [SETTLED],
  conversation_metadata_report_view: "NONE",
  display_name: "E2E Conversation App",
  rate_limits: { outbound: 20, inbound: 100, webhooks: 100 },
  retention_policy: { retention_type: "MESSAGE_EXPIRE_POLICY", ttl_days: 180 },
  dispatch_retention_policy: { retention_type: "MESSAGE_EXPIRE_POLICY", ttl_days: 0 },
  processing_mode: "CONVERSATION",
  smart_conversation: { enabled: false },
  queue_stats: { outbound_size: 0, outbound_limit: 500000 },
  persist_message_status: { enabled: false },
  message_search: { enabled: false },
  callback_settings: { secret_for_overridden_callback_urls: "" },
  delivery_report_based_fallback: { enabled: false, delivery_report_waiting_time: 0 },
  message_retry_settings: { retry_duration: 3600 },
};

const SETS = {
  sdk: REAL,
  openapi: { ...REAL, processing_mode: "DISPATCH", rate_limits: { outbound: 25, inbound: 25, webhooks: 25 } },
  sparse: {
    channel_credentials: [SPARSE_ENTRY],
    conversation_metadata_report_view: "NONE",
    display_name: "E2E Conversation App",
    rate_limits: REAL.rate_limits,
    processing_mode: "CONVERSATION",
    queue_stats: REAL.queue_stats,
    delivery_report_based_fallback: null,
    message_retry_settings: null,
  },
};

describe("the fake's defaults", () => {
  for (const [set, wanted] of Object.entries(SETS) as ["sdk" | "openapi" | "sparse", object][]) {
    it(
      `are those of the set ${set} for an app with a name and one SMS credential`,
      withFake({ defaults: set, pendingMs: 0 }, async (_fake, call) => {
        const { channel, static_bearer } = SETTLED;
        const { id } = await create(call, {
          display_name: "E2E Conversation App",
          channel_credentials: [{ channel, static_bearer }],
        });
        assert.deepEqual((await call(`${APPS}/${id}`)).body, { ...wanted, id });
      }),
    );
  }

  it(
    "are those of the newest reference unless configured otherwise",
    withFake({}, async (_fake, call) => {
      const { processing_mode, rate_limits } = await create(call);
      assert.deepEqual([processing_mode, rate_limits], [SETS.openapi.processing_mode, SETS.openapi.rate_limits]);
    }),
  );

  it(
    "fill a message's unset leaves",
    withFake({}, async (_fake, call) => {
      const app: WireApp = await create(
        call,
        draft({ retention_policy: { ttl_days: 7 }, delivery_report_based_fallback: { enabled: true } }),
      );
      assert.deepEqual(app.retention_policy, { retention_type: "MESSAGE_EXPIRE_POLICY", ttl_days: 7 });
      assert.deepEqual(app.delivery_report_based_fallback, { enabled: true, delivery_report_waiting_time: 0 });
    }),
  );

  it(
    "stay on an existing app when another set is selected",
    withFake({}, async (fake, call) => {
      const { id } = await create(call);
      fake.configure({ defaults: "sdk" });
      assert.equal(fake.app(id)?.processing_mode, "DISPATCH");
      assert.equal((await create(call)).processing_mode, "CONVERSATION");
    }),
  );
});
