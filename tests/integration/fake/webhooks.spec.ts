import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ConversationCallbackWebhooks } from "@sinch/sdk-core";
import { SECRET_MASK, sdkWebhooks, startFake, type WireWebhook } from "../../../fake/index.js";
import { APPS, type Call, create, draft, type Reply, withFake } from "./client.js";

const WEBHOOKS = "/v1/projects/project-1/webhooks";
const TARGET = "https://hooks.example.com/sinch";
const CREDENTIALS = { client_id: "id", client_secret: "credential-secret", endpoint: "https://auth.example.com/token" };

const post = (call: Call, body: object): Promise<Reply> => call(WEBHOOKS, { method: "POST", body });
const patch = (call: Call, id: string, mask: string, body: object): Promise<Reply> =>
  call(`${WEBHOOKS}/${id}${mask && `?update_mask=${mask}`}`, { method: "PATCH", body });

async function webhook(call: Call, more: Partial<WireWebhook> = {}): Promise<WireWebhook> {
  const app_id = more.app_id ?? (await create(call)).id;
  const reply = await post(call, { app_id, target: TARGET, triggers: ["MESSAGE_INBOUND"], ...more });
  assert.equal(reply.status, 200, reply.text);
  return reply.body as unknown as WireWebhook;
}

describe("the fake's webhooks", () => {
  it(
    "are created, listed by app, read, changed by mask and deleted",
    withFake({}, async (fake, call) => {
      const { id, app_id, ...rest } = await webhook(call, { secret: "s" });
      assert.deepEqual(rest, {
        target: TARGET,
        triggers: ["MESSAGE_INBOUND"],
        secret: "s",
        target_type: "HTTP",
        client_credentials: null,
      });
      const other = await create(call);
      const ids = async (appId: string): Promise<string[]> =>
        (await call(`${APPS}/${appId}/webhooks`)).body.webhooks.map((one) => one.id);
      assert.deepEqual([await ids(app_id), await ids(other.id)], [[id], []]);
      assert.equal((await call(`${APPS}/nobody/webhooks`)).status, 404);
      const changed = await patch(call, id, "triggers", { triggers: ["OPT_IN"], target: "https://ignored.example" });
      assert.deepEqual([changed.body.triggers, changed.body.target], [["OPT_IN"], TARGET]);
      await patch(call, id, "secret,client_credentials", { secret: "", client_credentials: null });
      assert.equal(fake.webhook(id)?.secret, "");
      assert.equal((await call(`/eu${WEBHOOKS}/${id}`)).status, 404);
      assert.deepEqual((await call(`${WEBHOOKS}/${id}`, { method: "DELETE" })).body, {});
      assert.equal((await call(`${WEBHOOKS}/${id}`, { method: "DELETE" })).status, 404);
      assert.deepEqual(
        fake.journal.filter({ collection: "webhooks", webhookId: id }).map(({ operation }) => operation),
        ["update", "update", "get", "delete", "delete"],
      );
    }),
  );

  it(
    "are at most five per app, with unique targets, and are deleted with their app",
    withFake({}, async (fake, call) => {
      const { id, app_id } = await webhook(call);
      const again = await post(call, { app_id, target: TARGET });
      assert.deepEqual([again.status, again.body.status], [400, "INVALID_ARGUMENT"]);
      for (let at = 1; at < 5; at++) await webhook(call, { app_id, target: `${TARGET}/${at}` });
      assert.match((await post(call, { app_id, target: `${TARGET}/6` })).body.message, /at most 5 webhooks/);
      assert.match((await patch(call, id, "target", { target: `${TARGET}/1` })).body.message, /already has a webhook/);
      await webhook(call);
      assert.equal(fake.webhooks().length, 6);
      await call(`${APPS}/${app_id}`, { method: "DELETE" });
      assert.deepEqual(fake.webhooks({ appId: app_id }), []);
      assert.equal((await call(`${WEBHOOKS}/${id}`)).status, 404);
    }),
  );

  const REFUSED: readonly [what: string, body: object, message: RegExp][] = [
    ["an app that doesn't exist", { app_id: "nobody" }, /app_id: app not found/],
    ["a target that is no URL", { target: "hooks.example.com" }, /target: must be a URL/],
    ["a target that is too long", { target: `https://example.com/${"x".repeat(730)}` }, /target: must NOT have more/],
    ["a password in the target", { target: "https://u:p@example.com" }, /user or a password/],
    ["a host of the API itself", { target: "https://conversation-api.eu1.sinch.com/x" }, /host is forbidden/],
    ["a trigger that nobody knows", { triggers: ["UNSPECIFIED_TRIGGER"] }, /triggers\[0\]: must be one of/],
    ["a trigger twice", { triggers: ["OPT_IN", "OPT_IN"] }, /triggers: must NOT have duplicate/],
    ["another target type", { target_type: "GRPC" }, /target_type: must be one of DISMISS, HTTP/],
    [
      "credentials in part",
      { client_credentials: { client_id: "x" } },
      /client_credentials.client_secret: is required/,
    ],
    ["an id", { id: "mine" }, /id: is output only/],
    ["a field that nobody knows", { routing_configuration: {} }, /routing_configuration: unknown field/],
  ];
  it(
    "refuse what the reference refuses",
    withFake({}, async (fake, call) => {
      const app_id = fake.insert(draft());
      for (const [what, body, message] of REFUSED) {
        const reply = await post(call, { app_id, target: TARGET, ...body });
        assert.equal(reply.status, 400, what);
        assert.match(reply.body.message, message, what);
      }
      const { id } = await webhook(call, { app_id });
      assert.match((await patch(call, id, "target", {})).body.message, /target: is required/);
      assert.match((await patch(call, id, "id", {})).body.message, /id is output only/);
    }),
  );

  it(
    "answer a POST under the app's path with 501 UNIMPLEMENTED",
    withFake({}, async (fake, call) => {
      const reply = await call(`${APPS}/${fake.insert(draft())}/webhooks`, {
        method: "POST",
        body: { target: TARGET },
      });
      assert.deepEqual(
        [reply.status, reply.body.status, reply.body.message],
        [501, "UNIMPLEMENTED", "Method Not Allowed"],
      );
    }),
  );

  it(
    "are shown as configured: DISMISS by default, triggers sorted, secrets hidden, unset fields omitted",
    withFake({ targetType: "DISMISS", triggerOrder: "sorted", secrets: "masked" }, async (fake, call) => {
      const shown = await webhook(call, {
        triggers: ["OPT_OUT", "CAPABILITY"],
        secret: "s",
        client_credentials: CREDENTIALS,
      });
      assert.deepEqual([shown.target_type, shown.triggers], ["DISMISS", ["CAPABILITY", "OPT_OUT"]]);
      assert.deepEqual([shown.secret, shown.client_credentials?.client_secret], [SECRET_MASK, SECRET_MASK]);
      assert.deepEqual(fake.webhook(shown.id)?.triggers, ["OPT_OUT", "CAPABILITY"]);
      assert.doesNotMatch(JSON.stringify(fake.journal), /credential-secret/);
      fake.configure({ defaults: "sparse", empty: "omit" });
      const bare = await webhook(call, { app_id: shown.app_id, target: `${TARGET}/bare`, triggers: [] });
      assert.deepEqual(Object.keys(bare).sort(), ["app_id", "id", "target"]);
    }),
  );

  it(
    "are inserted, changed and removed behind the API's back, including those of Sinch's own test data",
    withFake({}, async (fake, call) => {
      const appId = fake.insert(draft(), { region: "br" });
      const [first, second] = sdkWebhooks(appId).map((one) => fake.insertWebhook(one));
      const { body } = await call(`/br${APPS}/${appId}/webhooks`);
      assert.deepEqual(
        body.webhooks.map(({ id }) => id),
        [first, second],
      );
      fake.editWebhook(first ?? "", (one) => {
        one.triggers = ["A_NEWER_TRIGGER"];
        one.routing_configuration = { by: "sender" };
      });
      const kept = await call(`/br${WEBHOOKS}/${first}`, { method: "PATCH", body: { triggers: ["A_NEWER_TRIGGER"] } });
      assert.deepEqual(kept.body.routing_configuration, { by: "sender" });
      assert.deepEqual([fake.removeWebhook(second ?? ""), fake.removeWebhook("nobody")], [true, false]);
    }),
  );

  it("are kept between runs", async () => {
    const folder = mkdtempSync(join(tmpdir(), "fake-"));
    try {
      const stateFile = join(folder, "state.json");
      const before = await startFake({ stateFile });
      const id = before.insertWebhook({ app_id: before.insert(draft()), target: TARGET });
      await before.close();
      const after = await startFake({ stateFile });
      assert.equal(after.webhook(id)?.target, TARGET);
      await after.close();
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it(
    "receive an event once, signed as Sinch's SDK verifies it, if they have its trigger and don't dismiss it",
    withFake({}, async (fake) => {
      const received: { headers: IncomingHttpHeaders; body: string }[] = [];
      const receiver = createServer(async (request, response) => {
        let body = "";
        for await (const chunk of request) body += chunk;
        received.push({ headers: request.headers, body });
        response.writeHead(204).end();
      });
      await new Promise<void>((listening) => receiver.listen(0, "127.0.0.1", listening));
      try {
        const origin = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}`;
        const app_id = fake.insert(draft());
        const id = fake.insertWebhook({
          app_id,
          target: `${origin}/a`,
          triggers: ["MESSAGE_INBOUND"],
          secret: "the key",
        });
        fake.insertWebhook({ app_id, target: `${origin}/b`, triggers: ["MESSAGE_INBOUND"], target_type: "DISMISS" });
        fake.insertWebhook({ app_id, target: `${origin}/c`, triggers: ["OPT_IN"] });
        assert.deepEqual(await fake.sendEvent(app_id, "MESSAGE_INBOUND", { message: {} }), [
          { webhookId: id, target: `${origin}/a`, status: 204 },
        ]);
        const [{ headers, body }] = received as [(typeof received)[number]];
        const isGenuine = (secret: string, text: string): boolean =>
          new ConversationCallbackWebhooks(secret).validateAuthenticationHeader(headers, text, "/a", "POST");
        assert.deepEqual([isGenuine("the key", body), isGenuine("another", body)], [true, false]);
        assert.equal(isGenuine("the key", `${body} `), false);
        assert.equal((JSON.parse(body) as { app_id: string }).app_id, app_id);
      } finally {
        receiver.closeAllConnections();
        receiver.close();
      }
      assert.equal((await fake.sendEvent(fake.apps()[0]?.id ?? "", "MESSAGE_INBOUND"))[0]?.status, null);
    }),
  );
});
