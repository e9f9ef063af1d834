import assert from "node:assert/strict";
import { ApiError } from "../../../../provider/base/errors";
import { AT, BASIC, clientFor, environment, KEY, rejection, withFake, withServer } from "../../../support/access";

const BODY = { display_name: "Support", channel_credentials: [] };
const OTHER_KEY = { SINCH_KEY_SECRET: "not-the-secret" };
const REFUSED = /The API refuses the access key$/;

describe("an API call", () => {
  it(
    "shares one token with a hundred others",
    withFake(async (fake, client) => {
      await Promise.all(Array.from({ length: 100 }, () => client.list(AT)));
      await client.create(AT, BODY);
      assert.equal(fake.journal.count({ operation: "token" }), 1);
      assert.equal(fake.journal.count({ operation: "list" }), 100);
    }),
  );

  it(
    "uses one token for every region",
    withFake(async (fake, client) => {
      for (const region of ["us", "eu", "br"]) await client.list({ ...AT, region });
      assert.equal(fake.journal.count({ operation: "token" }), 1);
    }),
  );

  it(
    "is repeated once with a new token after a 401, even a POST @token-renewed",
    withFake(async (fake, client) => {
      await client.list(AT);
      fake.expireTokens();
      await client.create(AT, BODY);
      assert.deepEqual(
        fake.journal.entries.map(({ operation, status }) => `${operation} ${status}`),
        ["token 200", "list 200", "create 401", "token 200", "create 200"],
      );
      assert.equal(fake.apps().length, 1);
    }),
  );

  it(
    "renews an expired token once, however many calls notice",
    withFake(async (fake, client) => {
      await client.list(AT);
      fake.expireTokens();
      await Promise.all(Array.from({ length: 50 }, () => client.list(AT)));
      assert.equal(fake.journal.count({ operation: "token" }), 2);
    }),
  );

  it(
    "is never sent a third time if the new token is refused too",
    withFake(async (fake, client) => {
      fake.fail({ operation: "list", effect: { kind: "status", status: 401 } });
      const error = await rejection(client.list(AT));
      assert.ok(error instanceof ApiError);
      assert.equal(error.status, 401);
      assert.match(error.message, REFUSED);
      assert.equal(fake.journal.count({ operation: "list" }), 2);
      assert.equal(fake.journal.count({ operation: "token" }), 2);
    }),
  );

  it(
    "requests a token once with a refused key, and says so",
    withFake(async (fake) => {
      const error = await rejection(clientFor(environment(fake.apiUrl, OTHER_KEY)).list(AT));
      assert.ok(error instanceof ApiError);
      assert.equal(error.status, 401);
      assert.match(error.message, /^the access key is not valid \(POST \/oauth2\/token → 401 invalid_client, request/);
      assert.match(error.message, REFUSED);
      assert.deepEqual(
        fake.journal.entries.map(({ operation }) => operation),
        ["token"],
      );
    }),
  );

  it(
    "requests a token again after a failed request",
    withFake(async (fake, client) => {
      fake.fail({ operation: "token", times: 1, effect: { kind: "status", status: 401 } });
      await rejection(client.list(AT));
      await client.list(AT);
      assert.equal(fake.journal.count({ operation: "token" }), 2);
    }),
  );

  it(
    "waits for the token endpoint's 429",
    withFake(async (fake, client) => {
      fake.fail({ operation: "token", times: 2, effect: { kind: "status", status: 429 } });
      await client.create(AT, BODY);
      assert.equal(fake.journal.count({ operation: "token" }), 3);
      assert.equal(fake.journal.count({ operation: "create" }), 1);
    }),
  );

  it(
    "uses no token if HTTP Basic is configured",
    withFake(async (fake) => {
      await clientFor(environment(fake.apiUrl, BASIC)).list(AT);
      assert.deepEqual(
        fake.journal.entries.map(({ operation }) => operation),
        ["list"],
      );
    }),
  );

  it(
    "is sent once with HTTP Basic if the key is refused",
    withFake(async (fake) => {
      const error = await rejection(clientFor(environment(fake.apiUrl, { ...BASIC, ...OTHER_KEY })).list(AT));
      assert.match(error.message, REFUSED);
      assert.equal(fake.journal.count(), 1);
    }),
  );

  for (const keySecret of ["a:b", "a%41/+&=?#@", "ÅÄÖ €", " spaces "]) {
    it(
      `sends the key secret ${JSON.stringify(keySecret)} unchanged`,
      withFake(async (fake) => {
        fake.addKey(AT.projectId, { keyId: KEY.keyId, keySecret });
        for (const method of [{}, BASIC]) {
          await clientFor(environment(fake.apiUrl, { SINCH_KEY_SECRET: keySecret, ...method })).list(AT);
        }
      }),
    );
  }

  it(
    "names blanks around a refused key, without quoting it",
    withFake(async (fake) => {
      for (const method of [{}, BASIC]) {
        const env = { SINCH_KEY_ID: "\u00a0CANARY", SINCH_KEY_SECRET: "CANARY ", ...method };
        const { message } = await rejection(clientFor(environment(fake.apiUrl, env)).list(AT));
        assert.match(
          message,
          /The API refuses the access key: its id begins with a blank, its secret ends with a blank/,
        );
        assert.doesNotMatch(message, /CANARY/);
      }
    }),
  );

  it(
    "says that a key only has access to its own project",
    withFake(async (_fake, client) => {
      const error = await rejection(client.list({ ...AT, projectId: "project-2" }));
      assert.match(
        error.message,
        /^the access key has no access to project project-2 \(GET .* → 403 PERMISSION_DENIED/,
      );
      assert.match(error.message, /An access key reaches its own project only: check project id and key/);
    }),
  );

  const noToken: [title: string, status: number, body: string, message: RegExp][] = [
    ["a page of HTML", 200, "<html></html>", /^the response isn't JSON \(POST \/oauth2\/token → 200/],
    ["null", 200, "null", /^the response has no access token \(POST \/oauth2\/token → 200/],
    ["no token", 200, "{}", /^the response has no access token/],
    ["an empty token", 200, '{"access_token": ""}', /^the response has no access token/],
    ["a token of several lines", 200, '{"access_token": "a\\nb"}', /^the response has no access token/],
    ["a redirect", 302, "", /^the response is a redirect, which isn't followed \(POST \/oauth2\/token → 302/],
  ];
  for (const [title, status, body, message] of noToken) {
    it(
      `fails if the token endpoint responds with ${title}`,
      withFake(async (fake, client) => {
        const headers: Record<string, string> = status === 302 ? { location: fake.origin } : {};
        fake.fail({ operation: "token", effect: { kind: "status", status, body, headers } });
        const error = await rejection(client.list(AT));
        assert.equal(error.code, "ERR_SINCH_RESPONSE");
        assert.match(error.message, message);
        assert.equal(fake.journal.count(), 1);
      }),
    );
  }

  for (const status of [301, 302, 303, 307, 308]) {
    it(
      `follows no redirect (${status}), neither with a key nor with a token @no-redirect`,
      withFake(async (fake) => {
        await withServer(
          (_request, response) => void response.end("{}"),
          async (elsewhere) => {
            const headers = { location: `${elsewhere.origin}/v1/projects/project-1/apps` };
            fake.fail({ projectId: AT.projectId, effect: { kind: "status", status, body: "", headers } });
            for (const method of [{}, BASIC]) {
              const client = clientFor(environment(fake.apiUrl, method));
              const calls = [client.list(AT), client.create(AT, BODY), client.delete(AT, "some-app")].map(rejection);
              for (const error of await Promise.all(calls)) {
                assert.equal(error.code, "ERR_SINCH_RESPONSE");
                assert.match(
                  error.message,
                  new RegExp(`^the response is a redirect, which isn't followed .* → ${status}`),
                );
              }
            }
            assert.equal(elsewhere.requests.length, 0);
          },
        );
      }),
    );
  }
});
