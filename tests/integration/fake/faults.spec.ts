import assert from "node:assert/strict";
import { connect } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import type { FaultEffect, FaultRule } from "../../../fake/index.js";
import { APPS, type Call, create, draft, patch, requestToken, withFake } from "./client.js";

const post = (call: Call) => call(APPS, { method: "POST", body: draft() });
const dropped = (reply: Promise<unknown>) => assert.rejects(reply, /fetch failed|terminated/);

describe("the fake's faults", () => {
  const matchers: [title: string, rule: FaultRule, hits: string[]][] = [
    ["a method", { method: "GET" }, ["list", "get"]],
    ["several methods", { method: ["POST", "DELETE"] }, ["token", "create", "delete"]],
    ["an operation", { operation: "list" }, ["list"]],
    ["the token endpoint", { operation: "token" }, ["token"]],
    ["a path", { path: /\/apps\/[^/]+$/ }, ["get", "update", "delete"]],
    ["a project", { projectId: "project-1" }, ["create", "list", "get", "update", "delete"]],
    ["another project", { projectId: "project-2" }, []],
    ["a region", { region: "eu" }, []],
    ["all of what is named", { method: "GET", operation: ["create", "get"] }, ["get"]],
    ["the next two calls", { times: 2 }, ["token", "create"]],
    ["the second call to the API", { projectId: "project-1", skip: 1, times: 1 }, ["list"]],
  ];
  for (const [title, rule, hits] of matchers) {
    it(
      `hit ${title}`,
      withFake({}, async (fake, call) => {
        const fault = fake.fail({ ...rule, effect: { kind: "status", status: 503, applied: true } });
        await requestToken(call);
        await post(call);
        await call(APPS);
        const path = `${APPS}/${fake.apps()[0]?.id}`;
        await call(path);
        await call(path, { method: "PATCH", body: { display_name: "x" } });
        await call(path, { method: "DELETE" });
        assert.deepEqual(
          fake.journal.filter({ status: 503 }).map(({ operation }) => operation),
          hits,
        );
        assert.equal(fault.hits, hits.length);
        assert.equal(fake.apps().length, 0, "applied");
      }),
    );
  }

  it("hit the same share of calls for the same seed", async () => {
    const run = async (seed: number): Promise<string> => {
      let hits = "";
      await withFake({ seed }, async (fake, call) => {
        fake.fail({ share: 0.3, effect: { kind: "status", status: 500 } });
        for (let at = 0; at < 60; at++) await call(APPS);
        hits = fake.journal.entries.map(({ status }) => (status === 500 ? "x" : ".")).join("");
      })();
      return hits;
    };
    const [first, second, other] = [await run(7), await run(7), await run(8)];
    assert.equal(first, second);
    assert.notEqual(first, other);
    const share = first.replaceAll(".", "").length / 60;
    assert.ok(share > 0.1 && share < 0.5, String(share));
  });

  it(
    "end when removed, and the first match wins",
    withFake({}, async (fake, call) => {
      const first = fake.fail({ effect: { kind: "status", status: 500 } });
      fake.fail({ effect: { kind: "status", status: 503 } });
      assert.equal((await call(APPS)).status, 500);
      first.remove();
      assert.equal((await call(APPS)).status, 503);
      fake.clearFaults();
      assert.equal((await call(APPS)).status, 200);
    }),
  );

  it(
    "replace the effect with a status, in the fake's envelope or with any body and headers",
    withFake({ envelope: "wrapped" }, async (fake, call) => {
      const effects: FaultEffect[] = [
        { kind: "status", status: 429, headers: { "Retry-After": "2" } },
        { kind: "status", status: 200, body: "<html>sign in</html>" },
        { kind: "status", status: 502, body: "" },
        { kind: "status", status: 200, body: { id: "another" } },
        { kind: "status", status: 200 },
        { kind: "status", status: 302, headers: { Location: "https://example.com/" }, body: "" },
      ];
      const replies = [];
      for (const effect of effects.slice(0, 5)) {
        fake.fail({ times: 1, effect });
        replies.push(await post(call));
      }
      const [limited, html, empty, other, bare] = replies;
      assert.equal(limited?.body.error?.code, 429);
      assert.equal(limited?.headers.get("retry-after"), "2");
      assert.deepEqual(
        [html?.status, html?.headers.get("content-type"), html?.text],
        [200, "text/html", "<html>sign in</html>"],
      );
      assert.deepEqual([empty?.status, empty?.text], [502, ""]);
      assert.deepEqual([other?.body, bare?.body], [{ id: "another" }, {}]);
      assert.ok(replies.every((reply) => reply?.headers.get("x-request-id")));
      assert.deepEqual(fake.apps(), []);

      fake.fail({ times: 1, effect: effects[5] });
      const redirected = await fetch(fake.origin + APPS, { redirect: "manual" });
      assert.equal(redirected.headers.get("location"), "https://example.com/");
    }),
  );

  it(
    "drop the connection before the effect, or after it",
    withFake({}, async (fake, call) => {
      fake.fail({ times: 1, effect: { kind: "drop", when: "before" } });
      await dropped(post(call));
      assert.equal(fake.apps().length, 0);
      fake.fail({ times: 1, effect: { kind: "drop", when: "after" } });
      await dropped(post(call));
      assert.equal(fake.apps().length, 1);
      assert.deepEqual(
        fake.journal.entries.map(({ status, fault }) => [status, fault]),
        [
          [null, "drop before"],
          [null, "drop after"],
        ],
      );
    }),
  );

  it(
    "delay the effect, after a dropped connection or another response",
    withFake({}, async (fake, call) => {
      fake.fail({ times: 1, effect: { kind: "late", ms: 250 } });
      await dropped(post(call));
      fake.fail({ times: 1, effect: { kind: "late", ms: 250, status: 504 } });
      assert.equal((await post(call)).status, 504);
      assert.equal(fake.apps().length, 0);
      await fake.idle();
      assert.equal(fake.apps().length, 2);
    }),
  );

  it(
    "make a LIST lag, and nothing else",
    withFake({}, async (fake, call) => {
      fake.fail({ effect: { kind: "lag", ms: 300 } });
      const old = fake.insert(draft(), { ageMs: 10_000 });
      const { id } = await create(call);
      assert.deepEqual(
        (await call(APPS)).body.apps.map((app) => app.id),
        [old],
      );
      assert.equal((await call(`${APPS}/${id}`)).status, 200);
      await sleep(320);
      assert.equal((await call(APPS)).body.apps.length, 2);
    }),
  );

  it(
    "run a call twice",
    withFake({}, async (fake, call) => {
      fake.fail({ operation: "create", times: 1, effect: { kind: "twice" } });
      const { id } = await create(call);
      assert.equal(fake.apps().length, 2);
      assert.equal(fake.apps()[0]?.id, id);
    }),
  );

  it(
    "send a response twice, of which a client sees one",
    withFake({}, async (fake, call) => {
      fake.fail({ times: 1, effect: { kind: "answered-twice" } });
      assert.equal((await post(call)).body.display_name, "Support");
      assert.equal(fake.apps().length, 1);
      await sleep(20);
      assert.equal((await call(APPS)).body.apps.length, 1);

      const socket = connect(fake.port, "127.0.0.1");
      fake.fail({ times: 1, effect: { kind: "answered-twice" } });
      socket.write("GET /v1/projects/project-1/apps HTTP/1.1\r\nhost: x\r\n\r\n");
      let received = "";
      for await (const data of socket) {
        received += data;
        if (received.match(/HTTP\/1\.1 401 [\s\S]*?"UNAUTHENTICATED"}}/g)?.length === 2) break;
      }
      socket.destroy();
    }),
  );

  it(
    "delay a response",
    withFake({}, async (fake, call) => {
      fake.fail({ times: 1, delayMs: 60 });
      const start = performance.now();
      await post(call);
      assert.ok(performance.now() - start >= 55);
      assert.equal(fake.journal.last()?.fault, "delay");
    }),
  );

  it(
    "send a body slowly, or cut it",
    withFake({}, async (fake, call) => {
      const start = performance.now();
      fake.fail({ times: 1, effect: { kind: "slow-body", ms: 80 } });
      assert.equal((await post(call)).body.display_name, "Support");
      assert.ok(performance.now() - start >= 60);
      fake.fail({ times: 1, effect: { kind: "cut-body" } });
      await dropped(post(call));
      assert.equal(fake.apps().length, 2);
    }),
  );

  it(
    "expire the access tokens",
    withFake({}, async (fake, call) => {
      const { body } = await requestToken(call);
      fake.fail({ times: 1, effect: { kind: "expired-token" } });
      const headers = { authorization: `Bearer ${body.access_token}` };
      assert.match((await call(APPS, { headers })).headers.get("www-authenticate") ?? "", /expired/);
      assert.equal((await call(APPS, { headers })).status, 401);
      assert.equal((await requestToken(call)).status, 200);
    }),
  );

  it(
    "call back before and after the effect, and can choose the effect by the call",
    withFake({}, async (fake, call) => {
      const seen: [string, number][] = [];
      fake.fail({
        before: ({ operation }) => void seen.push([`before ${operation}`, fake.apps().length]),
        after: async () => void seen.push(["after", fake.apps().length]),
        effect: ({ operation }) => ({ kind: operation === "create" ? "none" : "cut-body" }),
      });
      const { id } = await create(call);
      assert.deepEqual(seen, [
        ["before create", 0],
        ["after", 1],
      ]);
      await dropped(call(`${APPS}/${id}`));
    }),
  );

  it(
    "can hold a call until a test releases it",
    withFake({}, async (fake, call) => {
      let letGo = () => {};
      const held = new Promise<void>((resolve) => {
        letGo = resolve;
      });
      fake.fail({ operation: "create", times: 1, before: () => held });
      const reply = post(call);
      await call(APPS);
      assert.equal(fake.apps().length, 0);
      letGo();
      assert.equal((await reply).status, 200);
    }),
  );

  it("end with the fake: close ends waiting calls and late effects at once", async () => {
    let reply: Promise<unknown> = Promise.resolve();
    const start = performance.now();
    await withFake({}, async (fake, call) => {
      fake.fail({ operation: "create", times: 1, effect: { kind: "late", ms: 60_000 } });
      await dropped(post(call));
      fake.fail({ delayMs: 60_000 });
      reply = dropped(post(call));
      await sleep(20);
    })();
    await reply;
    assert.ok(performance.now() - start < 5000);
  });

  it(
    "don't affect other calls",
    withFake({}, async (fake, call) => {
      const { id } = await create(call);
      fake.fail({ operation: "delete", effect: { kind: "status", status: 500 } });
      assert.equal((await patch(call, id, "", { display_name: "x" })).status, 200);
      assert.equal(fake.journal.last()?.fault, undefined);
    }),
  );
});
