import assert from "node:assert/strict";
import { type Fake, startFake } from "../../../../fake";
import type { Shown } from "../../../../provider/model/wire";
import { createReads, type Reads } from "../../../../provider/sinch/reads";
import { AT, clientFor, environment, rejection } from "../../../support/access";

interface On {
  readonly fake: Fake;
  readonly reads: Reads;
  /** Some apps that are there. */
  readonly ids: readonly string[];
  read(...ids: string[]): Promise<(Shown | undefined)[]>;
  clock: { now: number };
  /** What was asked so far: `["GET", "LIST"]`. */
  asked(): string[];
}

/** A test with reads on a fake of its own, with a clock to turn. */
function withReads(test: (on: On) => Promise<void>, apps = 3) {
  return async (): Promise<void> => {
    const fake = await startFake();
    const ids = Array.from({ length: apps }, (_, at) => fake.insert({ display_name: `App ${at}` }));
    const clock = { now: 1_000_000 };
    const reads = createReads(clientFor(environment(fake.apiUrl), { totalMs: 0 }), () => clock.now);
    try {
      await test({
        fake,
        reads,
        ids,
        clock,
        read: (...some) => Promise.all(some.map((id) => reads.read(AT, id))),
        asked: () =>
          fake.journal
            .filter({ method: "GET" })
            .map(({ operation }) => operation.toUpperCase())
            .sort(),
      });
    } finally {
      await fake.close();
    }
  };
}

const shown = (apps: readonly (Shown | undefined)[]): unknown[] => apps.map((app) => app?.id);

describe("reading apps @one-request-refresh", () => {
  const [A, B, C] = [0, 1, 2];

  it(
    "sends one GET and no LIST for a single app",
    withReads(async ({ read, ids, asked }) => {
      assert.deepEqual(shown(await read(ids[A] as string)), [ids[A]]);
      assert.deepEqual(asked(), ["GET"]);
    }),
  );

  it(
    "sends one LIST for a hundred at once @one-list",
    withReads(async ({ read, ids, asked }) => {
      assert.deepEqual(shown(await read(...ids)), ids);
      assert.deepEqual(asked(), ["LIST"]);
    }, 100),
  );

  it(
    "sends a LIST for the second within 5 seconds, and nothing for the third",
    withReads(async ({ read, ids, clock, asked }) => {
      await read(ids[A] as string);
      clock.now += 4_999;
      await read(ids[B] as string);
      assert.deepEqual(asked(), ["GET", "LIST"]);
      clock.now += 4_999;
      await read(ids[C] as string);
      assert.deepEqual(asked(), ["GET", "LIST"]);
    }),
  );

  it(
    "sends a GET for the second after 5 seconds",
    withReads(async ({ read, ids, clock, asked }) => {
      await read(ids[A] as string);
      clock.now += 5_000;
      await read(ids[B] as string);
      assert.deepEqual(asked(), ["GET", "GET"]);
    }),
  );

  it(
    "doesn't reuse a LIST that is 5 seconds old @fresh-list",
    withReads(async ({ fake, read, ids, clock, asked }) => {
      await read(...ids);
      fake.edit(ids[A] as string, (app) => {
        app.display_name = "Changed";
      });
      clock.now += 3_000;
      await read(ids[B] as string);
      clock.now += 2_000;
      const [app] = await read(ids[A] as string);
      assert.equal(app?.displayName, "Changed");
      assert.deepEqual(asked(), ["LIST", "LIST"]);
    }),
  );

  it(
    "doesn't reuse a LIST from before a write @fresh-list",
    withReads(async ({ fake, reads, read, ids, asked }) => {
      await read(...ids);
      fake.edit(ids[A] as string, (app) => {
        app.display_name = "Written";
      });
      reads.forget(AT);
      const [app] = await read(ids[A] as string);
      assert.equal(app?.displayName, "Written");
      assert.deepEqual(asked(), ["LIST", "LIST"]);
    }),
  );

  it(
    "doesn't reuse a LIST that was in progress during a write @fresh-list",
    withReads(async ({ fake, reads, read, ids, asked }) => {
      fake.fail({ operation: "list", times: 1, after: () => reads.forget(AT) });
      await read(...ids);
      await read(ids[A] as string);
      assert.deepEqual(asked(), ["LIST", "LIST"]);
    }),
  );

  it(
    "keeps a LIST after a write in another region",
    withReads(async ({ reads, read, ids, asked }) => {
      await read(...ids);
      reads.forget({ ...AT, region: "eu" });
      await read(ids[A] as string);
      assert.deepEqual(asked(), ["LIST"]);
    }),
  );

  it(
    "reads each project and region separately",
    withReads(async ({ fake, reads, ids, asked }) => {
      const other = fake.insert({}, { region: "eu" });
      const apps = await Promise.all([reads.read(AT, ids[A] as string), reads.read({ ...AT, region: "eu" }, other)]);
      assert.deepEqual(shown(apps), [ids[A], other]);
      assert.deepEqual(asked(), ["GET", "GET"]);
    }),
  );

  it(
    "sends a GET for an app that the LIST doesn't show @get-behind-list",
    withReads(async ({ fake, read, ids, asked }) => {
      fake.fail({ operation: "list", effect: { kind: "lag", ms: 60_000 } });
      assert.deepEqual(shown(await read(ids[A] as string, ids[B] as string)), [ids[A], ids[B]]);
      assert.deepEqual(asked(), ["GET", "GET", "LIST"]);
    }),
  );

  it(
    "treats a 404 and a LIST without the app as its absence",
    withReads(async ({ read, ids, asked }) => {
      assert.deepEqual(shown(await read("gone")), [undefined]);
      assert.deepEqual(asked(), ["GET", "LIST"]);
      assert.deepEqual(shown(await read("gone", ids[A] as string)), [undefined, ids[A]]);
      assert.deepEqual(asked(), ["GET", "GET", "LIST"], "the LIST serves again");
    }),
  );

  it(
    "treats an app in the LIST as existing, whatever the GET says",
    withReads(async ({ fake, read, ids }) => {
      fake.fail({ operation: "get", effect: { kind: "status", status: 404 } });
      assert.deepEqual(shown(await read(ids[A] as string)), [ids[A]]);
    }),
  );

  for (const status of [401, 403, 404, 500, 503]) {
    it(
      `fails if the GET returns 404 and the LIST ${status} @no-access`,
      withReads(async ({ fake, read }) => {
        fake.fail({ operation: "list", effect: { kind: "status", status } });
        const error = await rejection(read("gone"));
        assert.match(error.message, new RegExp(`GET /v1/projects/project-1/apps → ${status} `));
      }),
    );

    if (status === 404) continue;
    it(
      `fails if the GET returns ${status} @no-access`,
      withReads(async ({ fake, read, ids, asked }) => {
        fake.fail({ operation: "get", effect: { kind: "status", status } });
        const error = await rejection(read(ids[A] as string));
        assert.match(error.message, new RegExp(`/apps/${ids[A]} → ${status} `));
        assert.ok(!asked().includes("LIST"));
      }),
    );
  }

  it(
    "fails for the one app whose GET fails, not for the others in its LIST",
    withReads(async ({ fake, reads, ids }) => {
      fake.fail({ operation: "get", effect: { kind: "status", status: 500 } });
      const [one, other] = await Promise.allSettled([reads.read(AT, ids[A] as string), reads.read(AT, "gone")]);
      assert.equal(one?.status, "fulfilled");
      assert.equal(other?.status, "rejected");
    }),
  );

  it(
    "doesn't keep a failed LIST",
    withReads(async ({ fake, read, ids, asked }) => {
      fake.fail({ operation: "list", times: 1, effect: { kind: "status", status: 500 } });
      await rejection(read(...ids));
      assert.deepEqual(shown(await read(...ids)), ids);
      assert.deepEqual(asked(), ["LIST", "LIST"]);
    }),
  );

  it(
    "shares one LIST in progress",
    withReads(async ({ fake, reads, read, ids, asked }) => {
      let second: Promise<unknown> | undefined;
      fake.fail({
        operation: "list",
        before: async () => {
          second = reads.read(AT, ids[C] as string);
          await new Promise((later) => setTimeout(later, 30));
        },
      });
      await read(ids[A] as string, ids[B] as string);
      await second;
      assert.deepEqual(asked(), ["LIST"]);
    }),
  );
});
