import assert from "node:assert/strict";
import type { FaultEffect } from "../../../../fake";
import type { Collection } from "../../../../provider/sinch/collection";
import { isNotFound } from "../../../../provider/sinch/collection";
import { AT, rejection, withFake } from "../../../support/access";

const BODY = {
  display_name: "Support",
  channel_credentials: [{ channel: "SMS", static_bearer: { claimed_identity: "plan", token: "sms-token" } }],
};

describe("the Apps API client", () => {
  it(
    "creates, changes, reads and deletes an app",
    withFake(async (fake, client) => {
      const made = await client.create(AT, BODY);
      const id = made.id as string;
      assert.equal(made.displayName, "Support");
      const changed = await client.update(AT, id, { mask: ["displayName"], body: { displayName: "Sales" } });
      assert.equal(changed.displayName, "Sales");
      assert.equal((await client.get(AT, id)).displayName, "Sales");
      assert.deepEqual(
        (await client.list(AT)).map((app) => app.id),
        [id],
      );
      await client.delete(AT, id);
      assert.deepEqual(fake.apps(), []);
      assert.deepEqual(await client.list(AT), []);
    }),
  );

  it(
    "sends the mask as one parameter, joined by commas",
    withFake(async (fake, client) => {
      const id = fake.insert(BODY);
      await client.update(AT, id, { mask: ["displayName", "smartConversation"], body: { displayName: "Sales" } });
      const { query = "", updateMask } = fake.journal.last({ operation: "update" }) ?? {};
      assert.equal(new URLSearchParams(query).get("update_mask"), "display_name,smart_conversation");
      assert.deepEqual(updateMask, ["display_name", "smart_conversation"]);
    }),
  );

  it(
    "uses the given region",
    withFake(async (fake, client) => {
      fake.insert(BODY, { region: "eu" });
      assert.equal((await client.list({ ...AT, region: "eu" })).length, 1);
      assert.equal((await client.list(AT)).length, 0);
    }),
  );

  const calls: Record<string, (client: Collection, id: string) => Promise<unknown>> = {
    list: (client) => client.list(AT),
    get: (client, id) => client.get(AT, id),
    create: (client) => client.create(AT, BODY),
    update: (client, id) => client.update(AT, id, { mask: ["displayName"], body: { displayName: "Sales" } }),
    delete: (client, id) => client.delete(AT, id),
  };
  const ok = (body: unknown): FaultEffect => ({ kind: "status", status: 200, body });
  for (const body of [{}, "null", { apps: null }, { apps: [] }, { nextPageToken: "" }]) {
    it(
      `reads ${JSON.stringify(body)} as an empty list of apps`,
      withFake(async (fake, client) => {
        fake.fail({ operation: "list", effect: ok(body) });
        assert.deepEqual(await client.list(AT), []);
      }),
    );
  }

  const answers: [title: string, effect: FaultEffect, message: RegExp, operations: (keyof typeof calls)[]][] = [
    ["a page of HTML", ok("<html>Sign in</html>"), /^the response isn't JSON \(/, Object.keys(calls)],
    ["nothing", ok(""), /^the response isn't JSON \(/, ["list", "get", "create", "update"]],
    ["half of a JSON text", ok('{"id": "01W4'), /^the response isn't JSON \(/, Object.keys(calls)],
    ["null", ok("null"), /^the response has no /, ["get", "create", "update"]],
    ["a list", ok([]), /^the response has no /, ["list", "get", "create", "update"]],
    ["{}", ok({}), /^the response has no app \(/, ["get", "create", "update"]],
    ["an object in place of apps", ok({ apps: {} }), /^the response has no list of apps \(/, ["list"]],
    ["something else than apps", ok({ apps: null, error: "x" }), /^the response has no list of apps \(/, ["list"]],
    ["apps without an id", ok({ apps: [{ display_name: "x" }] }), /^the response has no app/, ["list"]],
    ["an empty id", ok({ id: "" }), /^the response has no app/, ["get", "create", "update"]],
    ["another app", ok({ id: "other" }), /^the response has a different app than requested/, ["get", "update"]],
  ];
  for (const [title, effect, message, operations] of answers) {
    for (const operation of operations) {
      it(
        `refuses ${title} as the response of ${operation} @other-app`,
        withFake(async (fake, client) => {
          const id = fake.insert(BODY);
          fake.fail({ projectId: AT.projectId, effect });
          const error = await rejection(calls[operation]?.(client, id) as Promise<unknown>);
          assert.equal(error.code, "ERR_SINCH_RESPONSE");
          assert.match(error.message, message);
          assert.match(error.message, /\((GET|POST|PATCH|DELETE) \/v1\/projects\/project-1\/apps[^ ]*( → 200, .*)?\)$/);
        }),
      );
    }
  }

  it(
    "accepts an empty response to a DELETE",
    withFake(async (fake, client) => {
      const id = fake.insert(BODY);
      fake.fail({ operation: "delete", effect: { kind: "status", status: 200, body: "", applied: true } });
      await client.delete(AT, id);
      assert.deepEqual(fake.apps(), []);
    }),
  );

  for (const id of ["", ".", "..", "a/b", "../../p2/apps/x", "a\\b", "%2e%2e", "a%2fb", "a?b=c", "a#b", "a b", "a\n"]) {
    it(
      `sends nothing for the ID ${JSON.stringify(id)} @odd-ids-and-responses`,
      withFake(async (fake, client) => {
        const shown = `${JSON.stringify(id)}${id.endsWith("\n") ? " (ends with a line end)" : ""}`;
        for (const operation of ["get", "update", "delete"]) {
          const error = await rejection(calls[operation]?.(client, id) as Promise<unknown>);
          assert.equal(error.code, "ERR_SINCH_CONFIGURATION");
          assert.equal(error.message, `${shown} can't be an app id`);
        }
        const error = await rejection(client.list({ ...AT, projectId: id }));
        assert.equal(error.message, `${shown} can't be a project id`);
        assert.equal(fake.journal.count(), 0);
      }),
    );
  }

  const notFound: [title: string, operation: keyof typeof calls, fails: "app" | "token", counts: boolean][] = [
    ["a 404 for a GET of the app says that it doesn't exist", "get", "app", true],
    ["a 404 for its PATCH says so too", "update", "app", true],
    ["a 404 for its DELETE says so too", "delete", "app", true],
    ["a 404 for the LIST doesn't", "list", "app", false],
    ["a 404 for the token doesn't, in a GET", "get", "token", false],
    ["a 404 for the token doesn't, in a DELETE", "delete", "token", false],
  ];
  for (const [title, operation, fails, counts] of notFound) {
    it(
      title,
      withFake(async (fake, client) => {
        const which = fails === "token" ? ({ operation: "token" } as const) : { projectId: AT.projectId };
        fake.fail({ ...which, effect: { kind: "status", status: 404 } });
        const error = await rejection(calls[operation]?.(client, "some-app") as Promise<unknown>);
        assert.equal(isNotFound(error), counts, error.message);
      }),
    );
  }
});
