import assert from "node:assert/strict";
import { longLivedToken, SECRET_MASK, type WireEntry } from "../../../fake/index.js";
import { APPS, create, draft, patch, sms, withFake } from "./client.js";

const instagram = (token: string): WireEntry => ({ channel: "INSTAGRAM", instagram_credentials: { token } });

describe("the fake's secrets", () => {
  it(
    "are shown as sent",
    withFake({}, async (_fake, call) => {
      const app = await create(call);
      assert.equal(app.channel_credentials[0]?.static_bearer?.token, "sms-token");
    }),
  );

  it(
    "are masked if configured, except empty ones, and stored unmasked",
    withFake({ secrets: "masked" }, async (fake, call) => {
      const mms = { account_id: "acc", api_key: "canary-1", basic_auth: { username: "user", password: "canary-2" } };
      const body = draft({
        channel_credentials: [
          { ...sms("canary-3"), callback_secret: "canary-4" },
          { channel: "MMS", mms_credentials: mms },
        ],
        callback_settings: { secret_for_overridden_callback_urls: "canary-5" },
      });
      const { id } = await create(call, body);
      const fax = { channel: "FAX", fax_credentials: { number: "42", deep: { api_token: "canary-6" } } };
      fake.edit(id, (app) => app.channel_credentials.push(fax));
      const replies = [await call(APPS), await call(`${APPS}/${id}`), await patch(call, id, "", { display_name: "x" })];
      for (const { text } of replies) {
        assert.doesNotMatch(text, /canary/);
        assert.match(text, /"account_id":"acc"/);
        assert.match(text, /"number":"42"/);
      }
      const [first, second, third] = replies[1]?.body.channel_credentials ?? [];
      assert.equal(first?.callback_secret, SECRET_MASK);
      assert.equal(second?.callback_secret, "", "an empty secret stays empty");
      assert.deepEqual(third?.fax_credentials, { number: "42", deep: { api_token: SECRET_MASK } });
      assert.deepEqual(replies[1]?.body.callback_settings, { secret_for_overridden_callback_urls: SECRET_MASK });
      assert.equal(JSON.stringify(fake.apps()).match(/canary-/g)?.length, 6);
    }),
  );

  it(
    "are omitted if configured, except empty ones, and stored",
    withFake({ secrets: "omitted" }, async (fake, call) => {
      const { id } = await create(call, draft({ channel_credentials: [sms("canary-1")] }));
      const { text, body } = await call(`${APPS}/${id}`);
      assert.doesNotMatch(text, /canary/);
      const [entry] = body.channel_credentials;
      assert.deepEqual([entry?.callback_secret, Object.keys(entry?.static_bearer ?? {})], ["", ["claimed_identity"]]);
      assert.match(JSON.stringify(fake.apps()), /canary-1/);
    }),
  );

  it(
    "of Instagram are exchanged for long-lived ones, which may be sent back",
    withFake({ pendingMs: 0 }, async (fake, call) => {
      const app = await create(call, draft({ channel_credentials: [instagram("short")] }));
      const exchanged = app.channel_credentials[0]?.instagram_credentials?.token as string;
      assert.equal(exchanged, longLivedToken("short"));
      assert.doesNotMatch(exchanged, /short/);
      const reply = await patch(call, app.id, "", { channel_credentials: [instagram(exchanged)] });
      assert.equal(reply.body.channel_credentials[0]?.instagram_credentials?.token, exchanged);
      await call(APPS);
      assert.equal(fake.app(app.id)?.channel_credentials[0]?.state?.status, "ACTIVE");
    }),
  );

  it(
    "of Instagram are refused if an exchanged original is sent again",
    withFake({ pendingMs: 0 }, async (fake, call) => {
      const { id } = await create(call, draft({ channel_credentials: [instagram("short")] }));
      await patch(call, id, "", { channel_credentials: [sms(), instagram("short")] });
      await call(APPS);
      const [, entry] = fake.app(id)?.channel_credentials ?? [];
      assert.equal(entry?.state?.status, "FAILING");
      assert.match(entry?.state?.description ?? "", /already exchanged/);
      assert.equal(entry?.instagram_credentials?.token, "short");

      await patch(call, id, "", { channel_credentials: [instagram("fresh")] });
      assert.equal((await call(`${APPS}/${id}`)).body.channel_credentials[0]?.state?.status, "ACTIVE");
    }),
  );

  it(
    "of Instagram are ignored by a PATCH that doesn't change the channels",
    withFake({}, async (fake, call) => {
      const { id } = await create(call, draft({ channel_credentials: [instagram("short")] }));
      const before = fake.app(id)?.channel_credentials[0]?.instagram_credentials;
      await patch(call, id, "update_mask=display_name", {
        display_name: "x",
        channel_credentials: [instagram("short")],
      });
      assert.deepEqual(fake.app(id)?.channel_credentials[0]?.instagram_credentials, before);
    }),
  );

  it(
    "of Instagram are kept as sent if configured",
    withFake({ instagram: "keep" }, async (_fake, call) => {
      const app = await create(call, draft({ channel_credentials: [instagram("short")] }));
      assert.equal(app.channel_credentials[0]?.instagram_credentials?.token, "short");
    }),
  );
});
