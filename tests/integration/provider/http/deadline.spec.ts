import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { type Fake, type FakeOptions, type Fault, startFake } from "../../../../fake";
import type { TimeBudget } from "../../../../provider/http/deadline";
import { type Context, createContext } from "../../../../provider/lifecycle";
import { createOnce } from "../../../../provider/lifecycle/creation/create-once";
import { desiredOf } from "../../../../provider/model/leaves";
import { appType } from "../../../../provider/resources/app";
import type { Collection } from "../../../../provider/sinch/collection";
import { Settings } from "../../../../provider/sinch/settings";
import { createTransport } from "../../../../provider/sinch/transport";
import { AT, environment, rejection } from "../../../support/access";
import { ManualClock } from "../../../support/clock";

const BODY = { display_name: "Support", channel_credentials: [] };
const FIELDS = { displayName: "Support", channelCredentials: [] };
const PATIENT: TimeBudget = { attemptMs: 2_000, totalMs: 1_500, longestWaitMs: 300 };
const DOWN = { effect: { kind: "status", status: 503 } } as const;

interface On {
  readonly fake: Fake;
  readonly client: Collection;
  readonly context: Context;
  /** Ids of apps that are there. */
  readonly ids: readonly string[];
  readonly clock: ManualClock;
  /** Interrupts the run. */
  interrupt(): void;
}

/** A test with a fake, ten apps on it and a client that has its token. */
function on(test: (on: On) => Promise<void>, patience: Partial<TimeBudget> = {}, options: FakeOptions = {}) {
  return async (): Promise<void> => {
    const fake = await startFake(options);
    const stop = new AbortController();
    const clock = new ManualClock();
    const settings = new Settings(() => undefined, environment(fake.apiUrl));
    const transport = createTransport(settings, { budget: { ...PATIENT, ...patience }, stop: stop.signal, clock });
    const context = createContext(appType, settings, transport);
    const client = context.collection;
    const ids = Array.from({ length: 10 }, (_, at) => fake.insert({ ...BODY, display_name: `App ${at}` }));
    try {
      await client.list(AT);
      await test({ fake, client, context, ids, clock, interrupt: () => stop.abort() });
    } finally {
      await fake.close();
    }
  };
}

/** Waits until the fake has a request that the rule hits. */
async function hit(rule: Fault): Promise<void> {
  while (rule.hits === 0) await sleep(5);
}

describe("the time budget of a call @time-budget", () => {
  it(
    "waits for a Retry-After longer than its own longest wait",
    on(async ({ fake, client, clock }) => {
      fake.fail({
        operation: "list",
        times: 1,
        effect: { kind: "status", status: 503, headers: { "retry-after": "1" } },
      });
      await client.list(AT);
      assert.deepEqual(clock.waits, [1_000]);
    }),
  );

  for (const [title, retryAfter] of [
    ["seconds", () => "3600"],
    ["a date", () => new Date(Date.now() + 3_600_000).toUTCString()],
  ] as const) {
    it(
      `doesn't wait for a Retry-After in ${title} longer than the remaining time, and says so`,
      on(async ({ fake, client, clock }) => {
        fake.fail({
          operation: "list",
          effect: () => ({ kind: "status", status: 429, headers: { "retry-after": retryAfter() } }),
        });
        const error = await rejection(client.list(AT));
        assert.match(
          error.message,
          /→ 429 .*\. The service asks to wait 3\d\d\d s, and 2 s are left of sinch:timeoutSeconds: run the command again later/,
        );
        assert.equal(fake.journal.count({ operation: "list" }), 2);
        assert.deepEqual(clock.waits, []);
      }),
    );
  }

  it(
    "covers a call as a whole: its token, and the requests that use it",
    on(async ({ fake, client, clock }) => {
      fake.expireTokens();
      const late = fake.fail({ operation: "token", times: 1, before: () => clock.turn(700) });
      fake.fail({ operation: "list", effect: { kind: "status", status: 500 }, skip: 1 });
      await rejection(client.list(AT));
      assert.equal(late.hits, 1);
      assert.deepEqual(clock.waits, [300, 300]);
    }),
  );
});

describe("the client in an outage @outage", () => {
  it(
    "spends the time budget on one call, and fails later ones at once",
    on(async ({ fake, client, ids, clock }) => {
      fake.fail(DOWN);
      const first = await rejection(client.get(AT, ids[0] as string));
      assert.deepEqual(clock.waits, [300, 300, 300, 300]);
      assert.match(first.message, /^injected fault \(GET \S+ → 503 UNAVAILABLE, request \w+\)$/);
      const before = fake.journal.count();
      const rest = await Promise.all(ids.slice(1).map((id) => rejection(client.get(AT, id))));
      for (const error of rest) {
        assert.match(
          error.message,
          /another call got no usable response for 1 s \(503\).* Run the command again once the service responds$/,
        );
      }
      assert.equal(fake.journal.count() - before, 1, "one tries it, for all");
      assert.equal(clock.waits.length, 4);
    }),
  );

  it(
    "ends the waits of calls in progress",
    on(async ({ fake, client, ids, clock }) => {
      fake.fail(DOWN);
      clock.hold();
      const first = rejection(client.get(AT, ids[0] as string));
      for (let waited = 0; waited < 900; waited += 300) {
        await clock.held(1);
        clock.turn(300);
      }
      await clock.held(1);
      clock.turn(100);
      const second = rejection(client.get(AT, ids[1] as string));
      await clock.held(2);
      clock.turn(200);
      const end = clock.time;
      await first;
      assert.match(
        (await second).message,
        /503 .*No more retries: another call got no usable response for 1 s \(503\)/,
      );
      assert.equal(clock.time, end);
    }),
  );

  it(
    "resumes everything at once when the service responds again",
    on(async ({ fake, client, ids, clock }) => {
      const fault = fake.fail(DOWN);
      await rejection(client.get(AT, ids[0] as string));
      fault.remove();
      const { length } = clock.waits;
      await Promise.all(ids.map((id) => client.get(AT, id)));
      await client.create(AT, BODY);
      assert.equal(clock.waits.length, length);
    }),
  );

  it(
    "spends at most half of the time on a service that is slow to fail",
    on(async ({ fake, client, ids, clock }) => {
      const slow = () => clock.turn(1_000);
      const fault = fake.fail({ projectId: AT.projectId, before: slow, effect: { kind: "drop", when: "before" } });
      await rejection(client.get(AT, ids[0] as string));
      const tried = await rejection(client.get(AT, ids[1] as string));
      assert.match(tried.message, /connection reset .* Tried once: another call/);
      const hits = fault.hits;
      clock.turn(999);
      const refused = await rejection(client.get(AT, ids[2] as string));
      assert.equal(refused.code, "ERR_SINCH_OUTAGE");
      assert.match(refused.message, /so this request wasn't sent \(GET \/v1\/projects\/project-1\/apps\/\w+\)/);
      assert.equal(fault.hits, hits);
      fault.remove();
      clock.turn(1);
      await client.get(AT, ids[2] as string);
    }),
  );

  it(
    "creates an app only after a harmless request got a response",
    on(async ({ fake, client, ids }) => {
      fake.fail(DOWN);
      await rejection(client.get(AT, ids[0] as string));
      await rejection(client.create(AT, BODY));
      assert.equal(fake.journal.count({ operation: "create" }), 0);
    }),
  );

  it(
    "sends one call to the token endpoint, even while it fails",
    on(async ({ fake, client, ids, clock }) => {
      fake.expireTokens();
      fake.fail({ operation: "token", effect: { kind: "status", status: 503 } });
      const all = await Promise.all(ids.map((id) => rejection(client.get(AT, id))));
      assert.ok(all.every(({ message }) => /POST \/oauth2\/token → 503/.test(message)));
      const asked = fake.journal.count({ operation: "token" });
      const { length } = clock.waits;
      await rejection(client.get(AT, ids[0] as string));
      assert.equal(fake.journal.count({ operation: "token" }), asked + 1);
      assert.equal(clock.waits.length, length);
    }),
  );

  it(
    "assumes none if a single app fails and others respond",
    on(async ({ fake, client, ids, clock }) => {
      clock.hold();
      fake.fail({ appId: ids[0] as string, effect: { kind: "status", status: 500 } });
      const bad = rejection(client.get(AT, ids[0] as string));
      await clock.held(1);
      clock.turn(1);
      await client.get(AT, ids[1] as string);
      clock.release();
      await bad;
      fake.fail({ appId: ids[2] as string, times: 2, effect: { kind: "status", status: 500 } });
      await client.get(AT, ids[2] as string);
    }),
  );

  it(
    "keeps regions apart",
    on(async ({ fake, client, ids }) => {
      fake.fail({ region: "us", ...DOWN });
      await rejection(client.get(AT, ids[0] as string));
      const eu = { ...AT, region: "eu" };
      fake.fail({ region: "eu", times: 2, ...DOWN });
      await client.list(eu);
    }),
  );
});

describe("an interrupted run @ctrl-c", () => {
  it(
    "ends every wait at once, and sends nothing more",
    on(
      async ({ fake, client, ids, clock, interrupt }) => {
        fake.fail({ effect: { ...DOWN.effect, headers: { "retry-after": "30" } } });
        clock.hold();
        const waiting = rejection(client.get(AT, ids[0] as string));
        await clock.held(1);
        const sent = fake.journal.count();
        interrupt();
        assert.match((await waiting).message, /503 .*\. The run was interrupted, so it was not retried$/);
        const next = await rejection(client.get(AT, ids[1] as string));
        assert.equal(next.code, "ERR_SINCH_INTERRUPTED");
        assert.match(next.message, /^the run was interrupted before the request was sent \(GET \S+\)$/);
        assert.equal(fake.journal.count(), sent);
      },
      { totalMs: 60_000 },
    ),
  );

  it(
    "aborts a GET at once",
    on(
      async ({ fake, client, ids, clock, interrupt }) => {
        const slow = fake.fail({ operation: "get", delayMs: 60_000 });
        const waiting = rejection(client.get(AT, ids[0] as string));
        await hit(slow);
        interrupt();
        assert.match(
          (await waiting).message,
          /^no response from 127\.0\.0\.1:\d+: the run was interrupted \(ERR_ABORTED\) \(GET \S+\)$/,
        );
        assert.deepEqual(clock.waits, [0]);
      },
      { attemptMs: 30_000 },
    ),
  );

  it(
    "waits briefly for the response to a POST",
    on(
      async ({ fake, context, clock, interrupt }) => {
        const { promise: answered, resolve: answer } = Promise.withResolvers<void>();
        const slow = fake.fail({ operation: "create", after: () => answered });
        clock.hold();
        const making = createOnce(context, AT, desiredOf(appType, FIELDS));
        await hit(slow);
        interrupt();
        await clock.held(1);
        clock.turn(2_999);
        answer();
        assert.equal((await making).resource.id, fake.apps().at(-1)?.id);
        assert.deepEqual(clock.waits, [3_000]);
      },
      { attemptMs: 30_000 },
    ),
  );

  it(
    "says that a POST may have taken effect if its response doesn't come",
    on(
      async ({ fake, context, clock, interrupt }) => {
        const { promise: never, resolve: end } = Promise.withResolvers<void>();
        const silent = fake.fail({ operation: "create", after: () => never });
        clock.hold();
        const making = rejection(createOnce(context, AT, desiredOf(appType, FIELDS)));
        await hit(silent);
        interrupt();
        await clock.held(1);
        clock.turn(3_000);
        const { message } = await making;
        end();
        assert.match(
          message,
          /the run was interrupted .*The request may have taken effect; its effect could not be checked/,
        );
        assert.match(message, /Run `pulumi up` again: the preview names an app with that name/);
      },
      { attemptMs: 30_000 },
    ),
  );
});

describe("requests to a project @rate-limit", () => {
  // The limiter's own clock is the machine's: a busy machine makes them slower, never faster.
  const msOfGets = async ({ client, ids }: On, count: number): Promise<number> => {
    const start = performance.now();
    await Promise.all(Array.from({ length: count }, (_, at) => client.get(AT, ids[at % 10] as string)));
    return performance.now() - start;
  };

  it(
    "stay within the rate limit, and each is sent once",
    on(async (all) => {
      const before = all.fake.journal.count();
      const ms = await msOfGets(all, 150);
      assert.equal(all.fake.journal.count() - before, 150);
      assert.ok(ms >= 190, `${ms} ms`);
    }),
  );

  it(
    "slow down after a 429",
    on(async (all) => {
      all.fake.fail({ operation: "get", times: 1, effect: { kind: "status", status: 429 } });
      await all.client.get(AT, all.ids[0] as string);
      const ms = await msOfGets(all, 110);
      assert.ok(ms >= 290, `${ms} ms`);
    }),
  );
});
