import assert from "node:assert/strict";
import type { RequestListener, ServerResponse } from "node:http";
import { createServer, type Socket } from "node:net";
import { gzipSync } from "node:zlib";
import type { FaultEffect } from "../../../../fake";
import type { Collection } from "../../../../provider/sinch/collection";
import { AT, BASIC, clientFor, environment, rejection, withFake, withServer } from "../../../support/access";
import { ManualClock } from "../../../support/clock";

const BODY = { display_name: "Support", channel_credentials: [] };
const status = (code: number, headers: Record<string, string> = {}): FaultEffect => ({
  kind: "status",
  status: code,
  headers,
});

/** Hardly tries again. */
const SOON = { totalMs: 20 };

const repeated: Record<string, (client: Collection, id: string) => Promise<unknown>> = {
  GET: (client, id) => client.get(AT, id),
  PATCH: (client, id) => client.update(AT, id, { mask: ["displayName"], body: { displayName: "Sales" } }),
  DELETE: (client, id) => client.delete(AT, id),
};

describe("the HTTP client", () => {
  const passing: [title: string, effect: FaultEffect][] = [
    ...[429, 500, 501, 502, 503, 504].map((code): [string, FaultEffect] => [`a ${code}`, status(code)]),
    ["a 429 with Retry-After: 0", status(429, { "retry-after": "0" })],
    ["a dropped connection", { kind: "drop", when: "before" }],
    ["an answer that is cut off", { kind: "cut-body" }],
  ];
  for (const [title, effect] of passing) {
    for (const [method, call] of Object.entries(repeated)) {
      // A DELETE whose answer is lost has deleted the app: what it means that it is gone is for others to say.
      if (method === "DELETE" && effect.kind === "cut-body") continue;
      it(
        `retries a ${method} after ${title} @retried-get`,
        withFake(async (fake, client) => {
          const id = fake.insert(BODY);
          const fault = fake.fail({ method, times: 2, effect });
          await call(client, id);
          assert.equal(fault.hits, 2);
          assert.equal(fake.journal.count({ method }), 3);
        }),
      );
    }
    if (title.startsWith("a 429")) {
      it(
        `retries a POST after ${title}, which certainly had no effect`,
        withFake(async (fake, client) => {
          fake.fail({ operation: "create", times: 2, effect });
          await client.create(AT, BODY);
          assert.equal(fake.apps().length, 1);
          assert.equal(fake.journal.count({ operation: "create" }), 3);
        }),
      );
      continue;
    }
    it(
      `never retries a POST after ${title} @no-second-post`,
      withFake(async (fake, client) => {
        fake.fail({ operation: "create", effect });
        await rejection(client.create(AT, BODY));
        assert.equal(fake.journal.count({ operation: "create" }), 1);
      }),
    );
  }

  const noMethod = { code: 501, message: "Method Not Allowed", status: "UNIMPLEMENTED" };
  for (const [title, body, sent] of [
    ["says that the API doesn't have the method", noMethod, 1],
    ["says so in the wrapped form", { error: noMethod }, 1],
    ["has another message", { error: { ...noMethod, message: "try again" } }, 3],
    ["has another status word", { error: { ...noMethod, status: "UNAVAILABLE" } }, 3],
    ["isn't JSON", "<h1>Method Not Allowed</h1>", 3],
  ] as const) {
    for (const [method, call] of Object.entries(repeated)) {
      it(
        `sends a ${method} ${sent === 1 ? "once" : "again"} if a 501 ${title} @unknown-method`,
        withFake(async (fake, client) => {
          const id = fake.insert(BODY);
          fake.fail({ method, times: 2, effect: { kind: "status", status: 501, body } });
          if (sent === 1) assert.match((await rejection(call(client, id))).message, /no retry can succeed/);
          else await call(client, id);
          assert.equal(fake.journal.count({ method }), sent);
        }),
      );
    }
  }

  const packed = gzipSync(JSON.stringify({ apps: [] }));
  const broken: [title: string, answer: (response: ServerResponse) => void][] = [
    [
      "is cut off without having said its length",
      (response) => void response.write('{"apps": [', () => response.destroy()),
    ],
    [
      "is packed and can't be unpacked",
      (response) => void response.writeHead(200, { "content-encoding": "gzip" }).end(packed.subarray(0, 20)),
    ],
  ];
  for (const [title, answer] of broken) {
    it(`retries a GET whose response ${title} @retried-get`, () => {
      let answers = 0;
      return withServer(
        (_request, response) => {
          answers += 1;
          if (answers <= 2) answer(response);
          else response.end('{"apps": []}');
        },
        async ({ origin }) => {
          assert.deepEqual(await clientFor(environment(origin, BASIC)).list(AT), []);
          assert.equal(answers, 3);
        },
      );
    });
  }

  for (const code of [400, 403, 404, 409, 413, 418]) {
    it(
      `doesn't retry after a ${code}`,
      withFake(async (fake, client) => {
        fake.fail({ operation: "get", effect: status(code) });
        await rejection(client.get(AT, "some-app"));
        assert.equal(fake.journal.count({ operation: "get" }), 1);
      }),
    );
  }

  it(
    "gives up after its time budget, with the last response @time-limit",
    withFake(async (fake) => {
      fake.fail({ operation: "get", effect: status(503) });
      const clock = new ManualClock();
      const client = clientFor(environment(fake.apiUrl), { totalMs: 10_000, longestWaitMs: 4_000 }, clock);
      const error = await rejection(client.get(AT, "some-app"));
      assert.match(error.message, /^injected fault \(GET .* → 503 UNAVAILABLE/);
      assert.deepEqual(clock.waits, [1_000, 2_000, 4_000]);
      assert.equal(fake.journal.count({ operation: "get" }), 4);
    }),
  );

  const later: [title: string, retryAfter: () => string, least: number][] = [
    ["in seconds", () => "2", 2_000],
    ["as a date", () => new Date(Date.now() + 100_000).toUTCString(), 90_000],
  ];
  for (const [title, retryAfter, least] of later) {
    it(
      `waits as long as Retry-After says, ${title}`,
      withFake(async (fake) => {
        const clock = new ManualClock();
        const client = clientFor(environment(fake.apiUrl), { totalMs: 120_000 }, clock);
        fake.fail({ operation: "list", times: 1, effect: () => status(429, { "retry-after": retryAfter() }) });
        await client.list(AT);
        const [waited = 0, ...more] = clock.waits;
        assert.ok(waited >= least && waited <= least + 10_000, `${waited} ms`);
        assert.deepEqual(more, []);
      }),
    );
  }

  it(
    "gives up at once if Retry-After exceeds its longest wait",
    withFake(async (fake, client) => {
      fake.fail({ operation: "list", effect: status(429, { "retry-after": "3600" }) });
      const error = await rejection(client.list(AT));
      assert.match(error.message, /→ 429 RESOURCE_EXHAUSTED/);
      assert.equal(fake.journal.count({ operation: "list" }), 1);
    }),
  );

  const stuck: [title: string, rule: { delayMs?: number; effect?: FaultEffect }][] = [
    ["that never comes", { delayMs: 60_000 }],
    ["that comes in drops", { effect: { kind: "slow-body", ms: 60_000 } }],
  ];
  for (const [title, rule] of stuck) {
    it(
      `ends each attempt at a response ${title}`,
      withFake(async (fake) => {
        const client = clientFor(environment(fake.apiUrl, BASIC), { attemptMs: 100, totalMs: 20 });
        fake.fail({ projectId: AT.projectId, ...rule });
        const fault = fake.fail({});
        const error = await rejection(client.list(AT));
        assert.equal(error.code, "ERR_SINCH_UNREACHABLE");
        const where = `127\\.0\\.0\\.1:${fake.port}`;
        assert.match(
          error.message,
          new RegExp(`^no response from ${where}: timed out \\(ETIMEDOUT\\) \\(GET /v1/projects/project-1/apps\\)$`),
        );
        assert.equal(fault.hits, 0);
      }),
    );
  }

  const unreachable: [title: string, apiUrl: (freePort: number) => string, message: RegExp][] = [
    [
      "a port without a listener",
      (port) => `http://127.0.0.1:${port}`,
      /^no response from 127\.0\.0\.1:\d+: connection refused \(ECONNREFUSED\) \(GET \/v1\/projects\/project-1\/apps\)$/,
    ],
    [
      "a name that doesn't exist",
      () => "https://nowhere.invalid",
      /^no response from nowhere\.invalid: the host name can't be resolved \(\w+\) \(GET \/v1\/projects\/project-1\/apps\)$/,
    ],
  ];
  for (const [title, apiUrl, message] of unreachable) {
    it(`names the host if it is ${title}`, async () => {
      const error = await rejection(clientFor(environment(apiUrl(await freePort()), BASIC), SOON).list(AT));
      assert.equal(error.code, "ERR_SINCH_UNREACHABLE");
      assert.match(error.message, message);
    });
  }

  const { GET: _, ...writesAgain } = repeated;
  const writes: typeof repeated = { POST: (client) => client.create(AT, BODY), ...writesAgain };
  for (const [method, write] of Object.entries(writes)) {
    it(`never takes a surplus response to an earlier request for that to a ${method} @stale-response`, async () => {
      const used = new Set<Socket>();
      const server: RequestListener = ({ socket, method: asked }, response) => {
        // On a connection that was used, an answer that nobody asked for comes first.
        const refuses = asked === method && !used.has(socket);
        used.add(socket);
        response.writeHead(refuses ? 400 : 200, { "content-type": "application/json" });
        response.end(JSON.stringify({ ...BODY, id: "some-app" }));
      };
      await withServer(server, async ({ origin }) => {
        const client = clientFor(environment(origin, BASIC));
        await client.get(AT, "some-app");
        assert.match((await rejection(write(client, "some-app"))).message, / → 400\b/);
        await client.get(AT, "some-app");
        assert.equal(used.size, 2, "one connection for the reads");
      });
    });
  }

  it("names the host if it doesn't speak HTTP", () =>
    withServer(
      (request) => void request.socket.end("SSH-2.0-OpenSSH\r\n\r\n"),
      async ({ origin, port }) => {
        const { message } = await rejection(clientFor(environment(origin, BASIC)).list(AT));
        assert.ok(message.startsWith(`no response from 127.0.0.1:${port}: invalid HTTP response (`), message);
      },
    ));

  it("names the host if it doesn't speak TLS", () =>
    withServer(
      (_request, response) => void response.end("{}"),
      async ({ port }) => {
        const error = await rejection(clientFor(environment(`https://127.0.0.1:${port}`, BASIC)).list(AT));
        assert.match(error.message, new RegExp(`^no response from 127\\.0\\.0\\.1:${port}: TLS handshake failed \\(`));
      },
    ));

  it("names the token endpoint's host if that doesn't respond", async () => {
    const port = await freePort();
    const error = await rejection(clientFor(environment(`http://localhost:${port}/us`), SOON).list(AT));
    assert.equal(
      error.message,
      `no response from localhost:${port}: connection refused (ECONNREFUSED) (POST /oauth2/token)`,
    );
  });

  const bytes = Buffer.from(JSON.stringify({ apps: [], pad: "x".repeat(11 * 1024 * 1024) }));
  const long: [title: string, code: number, body: Buffer, headers: Record<string, string>][] = [
    ["an answer of more than 10 MB", 200, bytes, {}],
    ["a packed answer that is small until it is unpacked", 200, gzipSync(bytes), { "content-encoding": "gzip" }],
    ["a failure of more than 10 MB", 400, bytes, {}],
  ];
  for (const [title, code, body, headers] of long) {
    for (const [what, more] of [
      ["the API", BASIC],
      ["the token endpoint", {}],
    ] as const) {
      it(`aborts ${title} from ${what} @long-response`, () =>
        withServer(
          (_request, response) => void response.writeHead(code, headers).end(body),
          async ({ origin, requests }) => {
            const error = await rejection(clientFor(environment(origin, more)).list(AT));
            assert.match(
              error.message,
              /^the response of 127\.0\.0\.1:\d+ is over 10 MB and was not read to the end \((GET|POST) \S+\)$/,
            );
            assert.equal(error.code, "ERR_SINCH_RESPONSE");
            assert.equal(requests.length, 1);
          },
        ));
    }
  }

  it("identifies itself, and requests JSON", () =>
    withServer(
      (_request, response) => void response.end('{"apps": []}'),
      async ({ origin, requests }) => {
        await clientFor(environment(origin, BASIC)).list(AT);
        assert.match(String(requests[0]?.headers["user-agent"]), /^pulumi-sinch-conversation\/\d/);
        assert.equal(requests[0]?.headers.accept, "application/json");
      },
    ));
});

/** A port of this machine where nobody listens. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as { port: number };
  await new Promise((closed) => server.close(closed));
  return port;
}
