import assert from "node:assert/strict";
import { APPS, create, draft, patch, withFake } from "./client.js";

describe("the fake's apps", () => {
  it(
    "are created, listed, read, updated and deleted",
    withFake({}, async (fake, call) => {
      const app = await create(call);
      assert.match(app.id, /^[0-9A-HJKMNP-TV-Z]{26}$/);
      assert.equal((await call(`${APPS}/${app.id}`)).body.display_name, "Support");
      assert.deepEqual(
        (await call(APPS)).body.apps.map(({ id }) => id),
        [app.id],
      );
      assert.equal((await patch(call, app.id, "update_mask=display_name", { display_name: "Sales" })).status, 200);
      assert.equal(fake.app(app.id)?.display_name, "Sales");
      const gone = await call(`${APPS}/${app.id}`, { method: "DELETE" });
      assert.equal(gone.status, 200);
      assert.equal(gone.text, "{}");
      assert.deepEqual(fake.apps(), []);
    }),
  );

  it(
    "get different IDs even with the same name, and keep their creation order",
    withFake({}, async (_fake, call) => {
      const ids = (await Promise.all(Array.from({ length: 50 }, () => create(call)))).map(({ id }) => id);
      assert.equal(new Set(ids).size, 50);
      const listed = (await call(APPS)).body.apps.map(({ id }) => id);
      assert.deepEqual(listed, [...ids].sort());
    }),
  );

  for (const method of ["GET", "PATCH", "DELETE"]) {
    it(
      `that don't exist are a 404 for ${method}`,
      withFake({}, async (_fake, call) => {
        const body = method === "PATCH" ? { display_name: "x" } : undefined;
        const reply = await call(`${APPS}/01M832RJCJW2AFPHSC7NNZZ4TR`, { method, body });
        assert.equal(reply.status, 404);
        assert.equal(reply.body.status, "NOT_FOUND");
      }),
    );
  }

  it(
    "live in one region, and are a 404 in another",
    withFake({ region: "eu" }, async (fake, call) => {
      const app = await create(call);
      const found = async (region: string) => (await call(`${region}${APPS}/${app.id}`)).status;
      assert.deepEqual(await Promise.all(["", "/eu", "/us", "/br"].map(found)), [200, 200, 404, 404]);
      assert.deepEqual((await call(`/us${APPS}`)).body.apps, []);
      assert.equal((await call(`/us${APPS}/${app.id}`, { method: "DELETE" })).status, 404);
      assert.deepEqual(
        fake.records({ region: "eu" }).map(({ projectId, region }) => ({ projectId, region })),
        [{ projectId: "project-1", region: "eu" }],
      );
    }),
  );

  it(
    "of one project aren't visible from another that the key can access",
    withFake({}, async (fake, call) => {
      fake.addKey("project-2", { keyId: "key-1", keySecret: "key-secret-1" });
      const app = await create(call);
      assert.deepEqual((await call("/v1/projects/project-2/apps")).body.apps, []);
      assert.equal((await call(`/v1/projects/project-2/apps/${app.id}`)).status, 404);
    }),
  );

  const unknown: [method: string, path: string][] = [
    ["GET", "/"],
    ["GET", "/ap/v1/projects/project-1/apps"],
    ["PUT", `${APPS}/x`],
    ["POST", `${APPS}/x`],
    ["GET", `${APPS}/x/y`],
    ["GET", `${APPS}/..%2f..%2fx`],
    ["GET", "/oauth2/token"],
  ];
  for (const [method, path] of unknown) {
    it(
      `don't exist at ${method} ${path}`,
      withFake({}, async (_fake, call) => {
        const reply = await call(path, { method });
        assert.equal(reply.status, 404);
        assert.ok(reply.headers.get("x-request-id"));
      }),
    );
  }

  it(
    "have a unique request ID in every response",
    withFake({}, async (_fake, call) => {
      const replies = [await call(APPS), await call("/nowhere"), await call(APPS, { method: "POST", body: "{" })];
      const ids = replies.map(({ headers }) => headers.get("x-request-id"));
      assert.equal(new Set(ids).size, 3);
      assert.ok(ids.every(Boolean));
    }),
  );

  it(
    "return errors wrapped and without details, or flat with them if configured",
    withFake({}, async (fake, call) => {
      const said = { code: 404, message: "app not found in project project-1, region us", status: "NOT_FOUND" };
      assert.deepEqual(JSON.parse((await call(`${APPS}/nobody`)).text), { error: said });
      fake.configure({ envelope: "flat" });
      assert.deepEqual(JSON.parse((await call(`${APPS}/nobody`)).text), { ...said, details: [] });
    }),
  );

  it(
    "refuse bodies that are malformed, too long or not declared as JSON, and keep working",
    withFake({}, async (_fake, call) => {
      const post = (body: unknown, headers?: Record<string, string>) => call(APPS, { method: "POST", body, headers });
      assert.equal((await post("{")).status, 400);
      assert.equal((await post("[]")).status, 400);
      assert.equal((await post("null")).status, 400);
      assert.equal((await post(draft(), { "content-type": "text/plain" })).status, 400);
      assert.equal((await call(APPS, { method: "POST" })).status, 400);
      assert.equal((await post(draft(), { "content-type": "application/json; charset=utf-8" })).status, 200);
      assert.equal((await post(`"${"x".repeat(11 * 1024 * 1024)}"`)).status, 413);
      assert.equal((await call("/v1/projects/%zz/apps")).status, 400);
      assert.equal((await call(APPS)).status, 200);
    }),
  );
});
