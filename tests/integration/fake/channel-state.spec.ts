import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import type { WireEntry } from "../../../fake/index.js";
import { APPS, type Call, create, draft, patch, sms, withFake } from "./client.js";

const telegram: WireEntry = { channel: "TELEGRAM", telegram_credentials: { token: "t" } };

async function states(call: Call, id: string): Promise<(string | undefined)[]> {
  return (await call(`${APPS}/${id}`)).body.channel_credentials.map(({ state }) => state?.status);
}

describe("the fake's channel states", () => {
  it(
    "are PENDING after the create and ACTIVE some time later",
    withFake({ pendingMs: 60_000 }, async (fake, call) => {
      const app = await create(call);
      assert.equal(app.channel_credentials[0]?.state?.status, "PENDING");
      assert.deepEqual(await states(call, app.id), ["PENDING"]);
      fake.configure({ pendingMs: 30 });
      await patch(call, app.id, "", { channel_credentials: [sms("new")] });
      await sleep(50);
      assert.deepEqual(await states(call, app.id), ["ACTIVE"]);
      assert.equal((await call(APPS)).body.apps[0]?.channel_credentials[0]?.state?.status, "ACTIVE");
    }),
  );

  it(
    "stay on entries whose credentials a PATCH doesn't change, wherever they are in the list",
    withFake({ pendingMs: 0 }, async (fake, call) => {
      const { id } = await create(call);
      await states(call, id);
      fake.edit(id, (app) => Object.assign(app.channel_credentials[0] ?? {}, { channel_known_id: "known" }));
      fake.configure({ pendingMs: 60_000 });
      await patch(call, id, "", { channel_credentials: [telegram, { ...sms(), callback_secret: "new" }] });
      assert.deepEqual(await states(call, id), ["PENDING", "ACTIVE"]);
      assert.equal(fake.app(id)?.channel_credentials[1]?.channel_known_id, "known");
      await patch(call, id, "", { channel_credentials: [telegram, sms("other")] });
      assert.deepEqual(await states(call, id), ["PENDING", "PENDING"]);
    }),
  );

  it(
    "can be set to FAILING, which stays until the credentials change",
    withFake({ pendingMs: 0 }, async (fake, call) => {
      const { id } = await create(call);
      fake.setChannelState(id, "SMS", { status: "FAILING", description: "no such plan" });
      await patch(call, id, "", { display_name: "x", channel_credentials: [sms()] });
      assert.deepEqual(await states(call, id), ["FAILING"]);
      await patch(call, id, "", { channel_credentials: [sms("new")] });
      assert.deepEqual(await states(call, id), ["ACTIVE"]);
      assert.throws(() => fake.setChannelState(id, "RCS", { status: "FAILING", description: "" }), /no entry RCS#0/);
    }),
  );

  it(
    "are FAILING if a client sends back a mask for a secret, which is kept as sent",
    withFake({ secrets: "masked", pendingMs: 0 }, async (fake, call) => {
      const { id } = await create(call, draft({ channel_credentials: [sms(), telegram] }));
      const { body } = await call(`${APPS}/${id}`);
      const echoed = body.channel_credentials.map(({ state: _state, channel_known_id: _id, ...entry }) => entry);
      await patch(call, id, "update_mask=channel_credentials", { channel_credentials: echoed });
      assert.deepEqual(await states(call, id), ["FAILING", "FAILING"]);
      assert.equal(fake.app(id)?.channel_credentials[0]?.static_bearer?.token, "****");
    }),
  );
});
