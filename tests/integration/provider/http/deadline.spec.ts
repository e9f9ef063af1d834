import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { type Fake, type FakeOptions, type Fault, startFake } from "../../../../fake";
import { systemClock } from "../../../../provider/http/clock";
import type { TimeBudget } from "../../../../provider/http/deadline";
import { type Context, createContext } from "../../../../provider/lifecycle";
import { createOnce } from "../../../../provider/lifecycle/creation/create-once";
import { desiredOf } from "../../../../provider/model/leaves";
import { appType } from "../../../../provider/resources/app";
import type { Collection } from "../../../../provider/sinch/collection";
import { Settings } from "../../../../provider/sinch/settings";
import { createTransport } from "../../../../provider/sinch/transport";
import { AT, environment, rejection } from "../../../support/access";

const BODY = { display_name: "Support", channel_credentials: [] };
const FIELDS = { displayName: "Support", channelCredentials: [] };
const PATIENT: TimeBudget = { attemptMs: 2_000, totalMs: 1_500, longestWaitMs: 60 };
const DOWN = { effect: { kind: "status", status: 503 } } as const;

interface On {
  readonly fake: Fake;
  readonly client: Collection;
  readonly context: Context;
  /** Ids of apps that are there. */
  readonly ids: readonly string[];
  /** Interrupts the run. */
  interrupt(): void;
}

/** A test with a fake, ten apps on it and a client that has its token. */
function on(test: (on: On) => Promise<void>, patience: Partial<TimeBudget> = {}, options: FakeOptions = {}) {
  return async (): Promise<void> => {
    const fake = await startFake(options);
    const stop = new AbortController();
    const clock = systemClock;
    const settings = new Settings(() => undefined, environment(fake.apiUrl));
    const transport = createTransport(settings, { budget: { ...PATIENT, ...patience }, stop: stop.signal, clock });
    const context = createContext(appType, settings, transport);
    const client = context.collection;
    const ids = Array.from({ length: 10 }, (_, at) => fake.insert({ ...BODY, display_name: `App ${at}` }));
    try {
      await client.list(AT);
      await test({ fake, client, context, ids, interrupt: () => stop.abort() });
    } finally {
      await fake.close();
    }
  };
}

const timed = async (work: () => Promise<unknown>): Promise<{ error: Error & { code?: string }; ms: number }> => {
  const start = Date.now();
  const error = await rejection(work());
  return { error, ms: Date.now() - start };
};

/** Waits until the fake has a request that the rule hits. */
async function hit(rule: Fault): Promise<void> {
  while (rule.hits === 0) await sleep(5);
}

describe("the patience of a call", () => {
  it(
    "waits for a Retry-After that is longer than its own longest wait",
    on(async ({ fake, client }) => {
      fake.fail({
        operation: "list",
        times: 1,
        effect: { kind: "status", status: 503, headers: { "retry-after": "1" } },
      });
      const start = Date.now();
      await client.list(AT);
      assert.ok(Date.now() - start >= 990);
    }),
  );

  for (const [title, retryAfter] of [
    ["seconds", () => "3600"],
    ["a date", () => new Date(Date.now() + 3_600_000).toUTCString()],
  ] as const) {
    it(
      `doesn't wait for a Retry-After in ${title} that is longer than what is left, and says so`,
      on(async ({ fake, client }) => {
        fake.fail({
          operation: "list",
          effect: () => ({ kind: "status", status: 429, headers: { "retry-after": retryAfter() } }),
        });
        const { error } = await timed(() => client.list(AT));
        assert.match(
          error.message,
          /→ 429 .*\. The service asks to wait (3600|3599) s, and \d s are left of sinch:timeoutSeconds: run the command again later/,
        );
        assert.equal(fake.journal.count({ operation: "list" }), 2);
      }),
    );
  }

  it(
    "is one for a call as a whole: for its token, and for what is sent with it",
    on(
      async ({ fake, client }) => {
        fake.expireTokens();
        const late = fake.fail({ operation: "token", times: 1, delayMs: 900 });
        fake.fail({ operation: "list", effect: { kind: "status", status: 500 }, skip: 1 });
        const { ms } = await timed(() => client.list(AT));
        assert.equal(late.hits, 1);
        assert.ok(ms < 1_900, `${ms} ms`);
      },
      { totalMs: 1_200 },
    ),
  );
});

describe("in an outage", () => {
  it(
    "one call waits out its patience, and what comes after it fails at once",
    on(async ({ fake, client, ids }) => {
      fake.fail(DOWN);
      const first = await timed(() => client.get(AT, ids[0] as string));
      assert.ok(first.ms >= 1_000, `${first.ms} ms`);
      assert.match(first.error.message, /^fault on demand \(GET \S+ → 503 UNAVAILABLE, request \w+\)$/);
      const before = fake.journal.count();
      const rest = await Promise.all(ids.slice(1).map((id) => timed(() => client.get(AT, id))));
      for (const { error, ms } of rest) {
        assert.ok(ms < 700, `${ms} ms`);
        assert.match(
          error.message,
          /another call got no usable answer for \d s \(503\).* Run the command again once the service answers$/,
        );
      }
      assert.equal(fake.journal.count() - before, 1, "one tries it, for all");
    }),
  );

  it(
    "those that wait already don't wait on",
    on(async ({ fake, client, ids }) => {
      fake.fail(DOWN);
      const [first, , third] = await Promise.all([
        timed(() => client.get(AT, ids[0] as string)),
        sleep(1),
        sleep(700).then(() => timed(() => client.get(AT, ids[1] as string))),
      ]);
      assert.ok(third.ms < first.ms, `${third.ms} ms, ${first.ms} ms`);
      assert.match(
        third.error.message,
        /503 .*Not tried any longer: another call got no usable answer for \d s \(503\)/,
      );
    }),
  );

  it(
    "everything goes on at once when the service answers again",
    on(async ({ fake, client, ids }) => {
      const fault = fake.fail(DOWN);
      await rejection(client.get(AT, ids[0] as string));
      fault.remove();
      const start = Date.now();
      await Promise.all(ids.map((id) => client.get(AT, id)));
      await client.create(AT, BODY);
      assert.ok(Date.now() - start < 900);
    }),
  );

  it(
    "a hanging service isn't tried for longer than half of the time",
    on(
      async ({ fake, client, ids }) => {
        const fault = fake.fail({ projectId: AT.projectId, delayMs: 60_000 });
        await rejection(client.get(AT, ids[0] as string));
        const tried = await timed(() => client.get(AT, ids[1] as string));
        assert.match(tried.error.message, /timed out .* Tried just once: another call/);
        const hits = fault.hits;
        const refused = await timed(() => client.get(AT, ids[2] as string));
        assert.equal(refused.error.code, "ERR_SINCH_OUTAGE");
        assert.match(refused.error.message, /so this request wasn't sent \(GET \/v1\/projects\/project-1\/apps\/\w+\)/);
        assert.equal(fault.hits, hits);
        fault.remove();
        await sleep(tried.ms + 50);
        await client.get(AT, ids[2] as string);
      },
      { attemptMs: 300, totalMs: 600 },
    ),
  );

  it(
    "an app is made only after something harmless was answered",
    on(async ({ fake, client, ids }) => {
      fake.fail(DOWN);
      await rejection(client.get(AT, ids[0] as string));
      await rejection(client.create(AT, BODY));
      assert.equal(fake.journal.count({ operation: "create" }), 0);
    }),
  );

  it(
    "the token endpoint is asked by one call, also while it fails",
    on(
      async ({ fake, client, ids }) => {
        fake.expireTokens();
        fake.fail({ operation: "token", effect: { kind: "status", status: 503 } });
        const all = await Promise.all(ids.map((id) => timed(() => client.get(AT, id))));
        assert.ok(all.every(({ error }) => /POST \/oauth2\/token → 503/.test(error.message)));
        const asked = fake.journal.count({ operation: "token" });
        const { ms } = await timed(() => client.get(AT, ids[0] as string));
        assert.ok(ms < 700, `${ms} ms`);
        assert.equal(fake.journal.count({ operation: "token" }), asked + 1);
      },
      { longestWaitMs: 300 },
    ),
  );

  it(
    "it isn't one where a single app fails and others answer",
    on(async ({ fake, client, ids }) => {
      fake.fail({ appId: ids[0] as string, effect: { kind: "status", status: 500 } });
      const bad = timed(() => client.get(AT, ids[0] as string));
      await sleep(500);
      await client.get(AT, ids[1] as string);
      await bad;
      fake.fail({ appId: ids[2] as string, times: 2, effect: { kind: "status", status: 500 } });
      await client.get(AT, ids[2] as string);
    }),
  );

  it(
    "of one region, another one isn't concerned",
    on(async ({ fake, client, ids }) => {
      fake.fail({ region: "us", ...DOWN });
      await rejection(client.get(AT, ids[0] as string));
      const eu = { ...AT, region: "eu" };
      fake.fail({ region: "eu", times: 2, ...DOWN });
      await client.list(eu);
    }),
  );
});

describe("a run that is interrupted", () => {
  it(
    "ends every wait at once, and sends nothing any more",
    on(
      async ({ fake, client, ids, interrupt }) => {
        const down = fake.fail({ effect: { ...DOWN.effect, headers: { "retry-after": "30" } } });
        const waiting = timed(() => client.get(AT, ids[0] as string));
        await hit(down);
        await sleep(200);
        const sent = fake.journal.count();
        interrupt();
        const { error, ms } = await waiting;
        assert.ok(ms < 1_500, `${ms} ms`);
        assert.match(error.message, /503 .*\. The run was interrupted, so it wasn't tried again$/);
        const next = await rejection(client.get(AT, ids[1] as string));
        assert.equal(next.code, "ERR_SINCH_INTERRUPTED");
        assert.match(next.message, /^the run was interrupted before the request was sent \(GET \S+\)$/);
        assert.equal(fake.journal.count(), sent);
      },
      { totalMs: 60_000, longestWaitMs: 30_000 },
    ),
  );

  it(
    "breaks off a GET at once",
    on(
      async ({ fake, client, ids, interrupt }) => {
        const slow = fake.fail({ operation: "get", delayMs: 60_000 });
        const waiting = timed(() => client.get(AT, ids[0] as string));
        await hit(slow);
        interrupt();
        const { error, ms } = await waiting;
        assert.ok(ms < 1_500, `${ms} ms`);
        assert.match(
          error.message,
          /^no answer from 127\.0\.0\.1:\d+: the run was interrupted \(ERR_ABORTED\) \(GET \S+\)$/,
        );
      },
      { attemptMs: 30_000 },
    ),
  );

  it(
    "waits a little for the answer to a POST",
    on(
      async ({ fake, context, interrupt }) => {
        const slow = fake.fail({ operation: "create", delayMs: 1_000 });
        const making = createOnce(context, AT, desiredOf(appType, FIELDS));
        await hit(slow);
        interrupt();
        assert.equal((await making).resource.id, fake.apps().at(-1)?.id);
      },
      { attemptMs: 30_000 },
    ),
  );

  it(
    "says that a POST may have had its effect, where its answer doesn't come",
    on(
      async ({ fake, context, interrupt }) => {
        const silent = fake.fail({ operation: "create", after: () => sleep(8_000) });
        const making = timed(() => createOnce(context, AT, desiredOf(appType, FIELDS)));
        await hit(silent);
        interrupt();
        const { error, ms } = await making;
        assert.ok(ms >= 3_000 && ms < 4_900, `${ms} ms`);
        assert.match(
          error.message,
          /the run was interrupted .*The request may have had its effect; what it did couldn't be looked up any more/,
        );
        assert.match(error.message, /Run `pulumi up` again: the preview names an app of that name/);
      },
      { attemptMs: 30_000 },
    ),
  );
});

describe("requests to a project", () => {
  it(
    "don't run into its limit, and each is sent once",
    on(
      async ({ fake, client, ids }) => {
        const before = fake.journal.count();
        await Promise.all(Array.from({ length: 300 }, (_, at) => client.get(AT, ids[at % 10] as string)));
        assert.equal(fake.journal.count() - before, 300);
      },
      { attemptMs: 30_000, totalMs: 60_000 },
      { rateLimit: true },
    ),
  );

  it(
    "come more slowly after a 429",
    on(
      async ({ fake, client, ids }) => {
        const before = fake.journal.count();
        await Promise.all(Array.from({ length: 200 }, (_, at) => client.get(AT, ids[at % 10] as string)));
        const refused = fake.journal.entries.filter(({ status }) => status === 429).length;
        assert.ok(
          refused > 0 && fake.journal.count() - before < 800,
          `${fake.journal.count()} requests, ${refused} refused`,
        );
      },
      { attemptMs: 30_000, totalMs: 60_000, longestWaitMs: 2_000 },
      { rateLimit: { perSecond: 100 } },
    ),
  );
});
