import assert from "node:assert/strict";
import { APPS, basic, create, KEY, requestToken, withFake } from "./client.js";

const NEW_KEY = { keyId: "key-2", keySecret: "key-secret-2" };

describe("the fake's authentication", () => {
  it(
    "issues a token for client credentials, and accepts it in every region",
    withFake({}, async (_fake, call) => {
      const { status, body } = await requestToken(call);
      assert.equal(status, 200);
      assert.deepEqual(
        { ...body, access_token: "" },
        {
          access_token: "",
          token_type: "bearer",
          expires_in: 3600,
          scope: "",
        },
      );
      for (const region of ["", "/us", "/eu", "/br"]) {
        const reply = await call(region + APPS, { headers: { authorization: `Bearer ${body.access_token}` } });
        assert.equal(reply.status, 200);
      }
    }),
  );

  it(
    "issues tokens whose expiry clients can read, as from a JWT",
    withFake({ tokenLifetimeSeconds: 90 }, async (_fake, call) => {
      const { body } = await requestToken(call);
      const payload = JSON.parse(Buffer.from(body.access_token.split(".")[1] ?? "", "base64url").toString());
      assert.ok(Math.abs(payload.exp - Date.now() / 1000 - 90) < 5);
    }),
  );

  it(
    "reports that an expired token expired",
    withFake({ tokenLifetimeSeconds: 0.05 }, async (_fake, call) => {
      const { body } = await requestToken(call);
      await new Promise((resolve) => setTimeout(resolve, 80));
      const reply = await call(APPS, { headers: { authorization: `Bearer ${body.access_token}` } });
      assert.equal(reply.status, 401);
      assert.match(reply.headers.get("www-authenticate") ?? "", /^Bearer error="invalid_token", .*expired/);
    }),
  );

  it(
    "can expire all tokens at once",
    withFake({}, async (fake, call) => {
      const { body } = await requestToken(call);
      fake.expireTokens();
      const reply = await call(APPS, { headers: { authorization: `Bearer ${body.access_token}` } });
      assert.equal(reply.status, 401);
    }),
  );

  const refused: [title: string, authorization: string][] = [
    ["a wrong secret", basic({ keyId: "key-1", keySecret: "wrong" })],
    ["an unknown key", basic({ keyId: "nobody", keySecret: "key-secret-1" })],
    ["a token that it didn't make", "Bearer e30.e30.e30"],
    ["another scheme", "Digest abc"],
    ["no credentials", ""],
  ];
  for (const [title, authorization] of refused) {
    it(
      `answers ${title} with 401 and WWW-Authenticate`,
      withFake({}, async (_fake, call) => {
        const reply = await call(APPS, { headers: { authorization } });
        assert.equal(reply.status, 401);
        assert.ok(reply.headers.get("www-authenticate"));
        assert.deepEqual(Object.keys(JSON.parse(reply.text).error), ["code", "message", "status"]);
        assert.equal(reply.body.status, "UNAUTHENTICATED");
      }),
    );
  }

  it(
    "answers a wrong key at the token endpoint with 401",
    withFake({}, async (_fake, call) => {
      const reply = await requestToken(call, { ...KEY, keySecret: "wrong" });
      assert.equal(reply.status, 401);
      assert.match(reply.headers.get("www-authenticate") ?? "", /^Basic/);
      assert.deepEqual(JSON.parse(reply.text), {
        error: "invalid_client",
        error_description: "the access key is not valid",
      });
    }),
  );

  it(
    "refuses a token request that isn't a form for client credentials",
    withFake({}, async (_fake, call) => {
      const form = { "content-type": "application/x-www-form-urlencoded" };
      assert.equal((await call("/oauth2/token", { method: "POST", body: {} })).status, 400);
      assert.equal(
        (await call("/oauth2/token", { method: "POST", body: "grant_type=password", headers: form })).status,
        400,
      );
    }),
  );

  it(
    "answers a key without access to a project with 403, whether the project exists or not",
    withFake(
      {
        projects: [
          { projectId: "project-1", keys: [KEY] },
          { projectId: "project-2", keys: [NEW_KEY] },
        ],
      },
      async (_fake, call) => {
        for (const projectId of ["project-2", "nowhere"]) {
          const reply = await call(`/v1/projects/${projectId}/apps`);
          assert.equal(reply.status, 403);
          assert.equal(reply.body.status, "PERMISSION_DENIED");
        }
      },
    ),
  );

  for (const [parentKeys, own, others] of [
    ["refused", 403, 403],
    ["reach", 200, 403],
  ] as const) {
    it(
      `answers a parent's key on a subproject with ${own}, and the subproject's on the parent with ${others}, if parentKeys is ${parentKeys}`,
      withFake(
        {
          parentKeys,
          projects: [
            { projectId: "project-1", keys: [KEY] },
            { projectId: "project-2", parent: "project-1", keys: [NEW_KEY] },
          ],
        },
        async (_fake, call) => {
          assert.equal((await requestToken(call)).status, 200);
          assert.equal((await call("/v1/projects/project-2/apps")).status, own);
          const authorization = basic(NEW_KEY);
          assert.equal((await call(APPS, { headers: { authorization } })).status, others);
          assert.equal((await call("/v1/projects/project-2/apps", { headers: { authorization } })).status, 200);
        },
      ),
    );
  }

  it(
    "rotates keys while running: both work, then the old one and its tokens are refused",
    withFake({}, async (fake, call) => {
      await create(call);
      const old = await requestToken(call);
      fake.addKey("project-1", NEW_KEY);
      assert.equal((await call(APPS)).status, 200);
      assert.equal((await call(APPS, { headers: { authorization: basic(NEW_KEY) } })).body.apps.length, 1);
      fake.revokeKey(KEY.keyId);
      assert.equal((await call(APPS)).status, 401);
      assert.equal((await call(APPS, { headers: { authorization: `Bearer ${old.body.access_token}` } })).status, 401);
      assert.equal((await call(APPS, { headers: { authorization: basic(NEW_KEY) } })).status, 200);
    }),
  );
});
