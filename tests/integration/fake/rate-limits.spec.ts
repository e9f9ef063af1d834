import assert from "node:assert/strict";
import { ProjectLimit, TokenBucket } from "../../../fake/api/rate-limits.js";
import { APPS, KEY, requestToken, withFake } from "./client.js";

describe("the fake's rate limits", () => {
  it(
    "count per project, and exempt the token endpoint",
    withFake({ rateLimit: { perSecond: 50 } }, async (fake, call) => {
      fake.addKey("project-2", KEY);
      const replies = await Promise.all(Array.from({ length: 100 }, () => call(`${APPS}/nobody`)));
      const limited = replies.filter(({ status }) => status === 429);
      assert.ok(limited.length > 0 && fake.journal.count({ status: 404 }) >= 50);
      assert.equal(limited[0]?.body.status, "RESOURCE_EXHAUSTED");
      assert.equal(limited[0]?.headers.get("retry-after"), null);
      assert.equal((await call("/v1/projects/project-2/apps")).status, 200);
      assert.equal((await requestToken(call)).status, 200);
    }),
  );

  it("allow 800 requests a second by default", () => {
    const limit = new ProjectLimit();
    for (let at = 0; at < 800; at++) limit.take("p", at, {});
    assert.throws(() => limit.take("p", 800, {}), { status: 429 });
    limit.take("p", 1000, {});
  });

  it("count over any second, not from one full second to the next", () => {
    const limit = new ProjectLimit();
    const taken = (now: number) => {
      try {
        limit.take("p", now, { perSecond: 2 });
        return true;
      } catch {
        return false;
      }
    };
    assert.deepEqual([0, 900, 950, 1000, 1001, 1900].map(taken), [true, true, false, true, false, true]);
  });

  for (const [retryAfter, form] of [
    ["seconds", /^1$/],
    ["date", /GMT$/],
  ] as const) {
    it(
      `say when to retry as ${retryAfter}`,
      withFake({ rateLimit: { perSecond: 1, retryAfter } }, async (_fake, call) => {
        await call(APPS);
        const reply = await call(APPS);
        assert.equal(reply.status, 429);
        assert.match(reply.headers.get("retry-after") ?? "", form);
      }),
    );
  }

  it(
    "allow 30 token requests at once",
    withFake({ tokenLimit: true }, async (fake, call) => {
      const replies = await Promise.all(Array.from({ length: 45 }, () => requestToken(call)));
      const limited = replies.filter(({ status }) => status === 429);
      assert.ok(limited.length >= 5 && fake.journal.count({ status: 200 }) >= 30);
      assert.equal(limited[0]?.headers.get("retry-after"), null);
    }),
  );

  it("refill the token bucket at 10 a second", () => {
    const bucket = new TokenBucket();
    const take = (now: number) => bucket.take(now, {});
    for (let at = 0; at < 30; at++) take(0);
    assert.throws(() => take(50), { status: 429 });
    take(150);
    assert.throws(() => take(150), { status: 429 });
  });
});
