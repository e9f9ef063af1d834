import assert from "node:assert/strict";
import type { JournalEntry } from "../../../fake/index.js";
import { APPS, basic, create, draft, KEY, patch, requestToken, sms, withFake } from "./client.js";

/** Every secret leaf of the reference's table, each with a canary of its own; leaves and objects that nobody knows too. */
const CANARIES = [
  { ...sms("canary"), callback_secret: "canary" },
  { channel: "MESSENGER", static_token: { token: "canary" } },
  {
    channel: "MMS",
    mms_credentials: { account_id: "shown", api_key: "canary", basic_auth: { username: "shown", password: "canary" } },
  },
  {
    channel: "KAKAOTALK",
    kakaotalk_credentials: { kakaotalk_plus_friend_id: "shown", kakaotalk_sender_key: "canary" },
  },
  { channel: "KAKAOTALKCHAT", kakaotalkchat_credentials: { kakaotalk_plus_friend_id: "shown", api_key: "canary" } },
  { channel: "TELEGRAM", telegram_credentials: { token: "canary" } },
  { channel: "LINE", line_credentials: { token: "canary", secret: "canary", is_default: true } },
  {
    channel: "LINE",
    credential_ordinal_number: 1,
    line_enterprise_credentials: {
      line_japan: { token: "canary", secret: "canary" },
      line_thailand: { token: "canary" },
    },
  },
  {
    channel: "WECHAT",
    wechat_credentials: { app_id: "shown", app_secret: "canary", token: "canary", aes_key: "canary" },
  },
  { channel: "INSTAGRAM", instagram_credentials: { token: "canary", business_account_id: "shown" } },
  {
    channel: "APPLEBC",
    applebc_credentials: { business_chat_account_id: "shown", apple_pay_certificate_password: "canary" },
  },
  { channel: "FAX", fax_credentials: { number: "canary", deep: [{ pin: "canary" }] } },
  { channel: "canary", static_bearer: { claimed_identity: { odd: "canary" }, more: "canary", token: ["canary"] } },
  "canary",
];
const BODY = {
  display_name: "shown",
  processing_mode: "canary",
  channel_credentials: CANARIES,
  callback_settings: { secret_for_overridden_callback_urls: "canary" },
  channelCredentials: [{ staticBearer: { token: "canary" } }],
  unknown: "canary",
  __proto__: null,
};

describe("the fake's journal", () => {
  it(
    "records each request and its outcome",
    withFake({}, async (fake, call) => {
      const { id } = await create(call);
      await patch(call, id, "update_mask=display_name", { display_name: "New", channel_credentials: [sms()] });
      const { time, requestId, ms, ...entry } = fake.journal.last() as JournalEntry;
      assert.ok(time instanceof Date && ms >= 0);
      assert.match(requestId, /^[0-9A-Z]{26}$/);
      assert.deepEqual(entry, {
        operation: "update",
        method: "PATCH",
        path: `${APPS}/${id}`,
        projectId: "project-1",
        region: "us",
        collection: "apps",
        appId: id,
        updateMask: ["display_name"],
        query: "update_mask=display_name",
        body: {
          display_name: "New",
          channel_credentials: [{ channel: "SMS", static_bearer: { claimed_identity: "plan", token: "[secret]" } }],
        },
        status: 200,
      });
    }),
  );

  it(
    "has the request ID of the response",
    withFake({}, async (fake, call) => {
      const reply = await call(`${APPS}/nobody`);
      assert.equal(fake.journal.last({ status: 404 })?.requestId, reply.headers.get("x-request-id"));
    }),
  );

  it(
    "counts by method and selects the writes, without the token requests",
    withFake({}, async (fake, call) => {
      await requestToken(call);
      const { id } = await create(call);
      await call(APPS);
      await patch(call, id, "", { colour: 1 });
      await call(`${APPS}/${id}`, { method: "DELETE" });
      assert.deepEqual(fake.journal.countByMethod(), { POST: 1, GET: 1, PATCH: 1, DELETE: 1 });
      assert.deepEqual(
        fake.journal.writes.map(({ operation, status }) => [operation, status]),
        [
          ["create", 200],
          ["update", 400],
          ["delete", 200],
        ],
      );
      assert.equal(fake.journal.count({ method: "POST" }), 2);
      assert.equal(fake.journal.count({ operation: "token", status: 200 }), 1);
      fake.journal.clear();
      assert.equal(fake.journal.count(), 0);
    }),
  );

  it(
    "keeps only the last requests, as many as configured",
    withFake({ journalLimit: 2 }, async (fake, call) => {
      for (const id of ["a", "b", "c"]) await call(`${APPS}/${id}`);
      assert.deepEqual(
        fake.journal.entries.map(({ appId }) => appId),
        ["b", "c"],
      );
    }),
  );

  it(
    "contains no secret, whatever a body, a query or a header contains",
    withFake({}, async (fake, call) => {
      const { id } = await create(call);
      const form = { "content-type": "application/x-www-form-urlencoded" };
      await call(APPS, { method: "POST", body: BODY });
      await patch(call, id, "update_mask=channel_credentials&token=canary&a=b=canary", BODY);
      await call(APPS, { method: "POST", body: 'canary {"token": "can' });
      await call(APPS, { method: "POST", body: '"canary"' });
      await call("/oauth2/token", { method: "POST", body: "client_secret=canary", headers: form });
      await call("/nowhere", { method: "POST", body: BODY, headers: { authorization: "Bearer canary" } });
      const { body } = await requestToken(call);

      const text = JSON.stringify(fake.journal).toLowerCase();
      for (const secret of ["canary", KEY.keySecret, basic().slice(6), "authorization", body.access_token]) {
        assert.ok(!text.includes(secret.toLowerCase()), secret);
      }
      assert.ok(text.includes('"query":"update_mask=channel_credentials&token=[secret]&a=[secret]"'));
      assert.equal(text.match(/"shown"/g)?.length, 3 * 8, "what is known not to be secret is readable");
      assert.equal(fake.journal.count({ operation: "unknown" }), 1);
    }),
  );

  it(
    "is separate from the unredacted requests, which are kept in memory for tests",
    withFake({}, async (fake, call) => {
      await create(call, draft({ channel_credentials: [sms("canary")] }));
      await call(APPS, { method: "POST", body: "{" });
      const [first, second] = fake.received;
      assert.deepEqual(first?.body, draft({ channel_credentials: [sms("canary")] }));
      assert.equal(second?.body, "{");
      assert.doesNotMatch(JSON.stringify(fake.journal), /canary/);
    }),
  );

  it("notifies a listener of each request before the client has the response", async () => {
    const seen: string[] = [];
    await withFake({ onRequest: ({ operation }) => seen.push(operation) }, async (_fake, call) => {
      await create(call);
      assert.deepEqual(seen, ["create"]);
    })();
  });
});
